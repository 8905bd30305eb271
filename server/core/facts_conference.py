"""Facts of a conference (评议): a panel that lies too far apart marks again, agrees on a value, or is let stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from server.core.ids import AspectId, Code, FieldId, ModuleId, OfficialId, RoundId


@dataclass(frozen=True, slots=True)
class ConferenceCalled:
    """
    These judges mark these aspects of one sheet again; until they have, their marks of before count.

    `seen` is the newest fact about the entry's sheets in the module that the author saw.
    """

    round: RoundId
    module: ModuleId
    code: Code
    aspects: tuple[AspectId, ...]
    judges: tuple[OfficialId, ...]
    reason: str
    seen: int
    kind: Literal["conference_called"] = "conference_called"


@dataclass(frozen=True, slots=True)
class ValuesAgreed:
    """The panel has come to one value for each of these aspects: it counts as the mark of every judge."""

    round: RoundId
    module: ModuleId
    code: Code
    marks: Mapping[AspectId, Mapping[FieldId, str]]
    reason: str
    seen: int
    kind: Literal["values_agreed"] = "values_agreed"


@dataclass(frozen=True, slots=True)
class SpreadAccepted:
    """These aspects stand as the judges marked them, however far apart, until one of the marks changes."""

    round: RoundId
    module: ModuleId
    code: Code
    aspects: tuple[AspectId, ...]
    reason: str
    seen: int
    kind: Literal["spread_accepted"] = "spread_accepted"


ConferenceFact = ConferenceCalled | ValuesAgreed | SpreadAccepted
