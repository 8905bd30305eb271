"""How the sheets of an event are filled in and approved: signatures, phrases, pictures of levels. Nothing here scores.

Results never depend on these; they may be changed at any time, and what was handed in before stays as it is.
"""

from dataclasses import dataclass

from server.core.ids import AspectId, FileHash
from server.core.later import later
from server.core.rules import Judgement, Rubric, Rule
from server.core.text import Text

PHRASES = 40
PHRASE_LENGTH = 60
PICTURES = 400


@dataclass(frozen=True, slots=True)
class LevelPicture:
    """
    What a level looks like, beside its benchmark text; `level` counts from 0, the lowest.

    The picture stands beside the scheme, not in it: another photo of the same level makes no other scheme.
    """

    aspect: AspectId
    level: int
    picture: FileHash


@dataclass(frozen=True, slots=True)
class SheetRules:
    """
    What a judge of the event is asked for, and what is laid ready.

    `signature`: every sheet has to be signed. Not unless it is said: who hands in is known from the card and PIN in
    any case, and what most competitions want is speed. `approval`: results become official only once the chief judge has
    approved (确认) every entry that competes.
    """

    signature: bool = False
    phrases: tuple[Text, ...] = ()
    pictures: tuple[LevelPicture, ...] = ()
    approval: bool = later(False)


NO_RULES = SheetRules()
"""Until something is said."""


def levels(rule: Rule) -> int:
    """How many levels a judge chooses between; 0 for a rule that is no choice of levels."""
    if isinstance(rule, Rubric):
        return len(rule.levels)
    if isinstance(rule, Judgement):
        return int((rule.high - rule.low) / rule.step) + 1
    return 0
