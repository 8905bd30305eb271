"""The chief judge (裁判长): what is theirs, and that nothing else is."""

from typing import get_args

from hypothesis import given

from server.core.commands import Actor, ChiefCommand, Command
from server.core.decide import may
from server.core.ids import OfficialId
from tests.support.random_commands import floor_commands, judges_commands, organisers_commands

CHIEF = Actor("chief", OfficialId("c1"), "chief tablet")


@given(organisers_commands | judges_commands | floor_commands)
def test_a_chief_judge_corrects_and_rules_and_does_nothing_else(command: Command) -> None:
    assert may(CHIEF, command) == isinstance(command, get_args(ChiefCommand))
