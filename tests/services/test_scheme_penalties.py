"""Kinds of penalty in files: YAML and workbook hold them without loss, and two versions are told apart in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.ids import PenaltyId
from server.core.penalty_kinds import Consequence, Penalty
from server.core.text import Text
from server.services import scheme_files, yaml_out
from server.services.scheme_diff import changes
from server.services.scheme_files import content_hash, library
from server.services.scheme_workbook_in import read
from server.services.scheme_workbook_look import write
from tests.core.fined import fined
from tests.core.strategies import randoms, some_scheme

RED = Penalty(
    PenaltyId("red"), Text("红牌", "Red card"), card="red", consequence=Consequence(1, "disqualified")
)
LATE = Penalty(PenaltyId("late"), Text("超时", "Overtime"), Decimal(-5), count_max=3)


@given(randoms)
def test_yaml_and_back_is_the_same_scheme(random):
    scheme = fined(random, some_scheme(random))

    assert scheme_files.read(yaml_out.write(scheme)) == scheme


@settings(max_examples=12, deadline=None)
@given(randoms, st.sampled_from(["zh", "en"]))
def test_a_workbook_and_back_is_the_same_scheme(random, language):
    scheme = fined(random, some_scheme(random))

    assert read(write(scheme, language)) == scheme


def test_a_scheme_with_penalties_has_a_hash_of_its_own():
    scheme = library()["welding"]

    assert content_hash(replace(scheme, penalties=(RED,))) != content_hash(scheme)


def test_what_changed_in_a_kind_is_said_in_words():
    old = replace(library()["welding"], penalties=(LATE,))
    new = replace(old, penalties=(replace(LATE, amount=Decimal(-10)), RED))

    told = [one.text.en for one in changes(old, new)]

    assert told == ["Overtime: amount -5 → -10", "Added penalty: Red card"]
