"""The command line as a whole: every command of the list is there and says what it does."""

from __future__ import annotations

from typer.testing import CliRunner

from server import cli


def test_every_command_is_there_and_says_what_it_does() -> None:
    answer = CliRunner().invoke(cli.app(), ["--help"], env={"TERM": "dumb", "COLUMNS": "120"})

    assert answer.exit_code == 0
    told = [line.split(maxsplit=1) for line in answer.output.splitlines()]
    said = {words[0]: words[1] for words in told if len(words) == 2}
    assert [name for name in cli.COMMANDS if not said.get(name.replace("_", "-"))] == []
