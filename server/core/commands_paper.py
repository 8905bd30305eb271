"""What a recorder asks for. See `commands.py`."""

from dataclasses import dataclass
from typing import Literal

from server.core.facts_sheet import Marks
from server.core.ids import Code, ModuleId, OfficialId, RoundId
from server.core.later import later


@dataclass(frozen=True, slots=True)
class EnterPaper:
    """
    Type in a judge's sheet from paper. With another person's entry that says the same it becomes the judge's sheet.

    `run` and `answers` are those printed on the paper: `answers` is the position of the fact that returned the sheet before
    it was printed, 0 where none had.
    """

    round: RoundId
    module: ModuleId
    code: Code
    judge: OfficialId
    marks: Marks
    comment: str = ""
    run: int = later(1)
    answers: int = later(0)
    kind: Literal["enter_paper"] = "enter_paper"
