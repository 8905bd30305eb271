"""Facts of blind numbers. None holds a seed or a mapping before it is opened, and none ever a name; see `facts.py`."""

from dataclasses import dataclass
from typing import Literal

from server.core.blind import LayerKind
from server.core.ids import EntryId, ModuleId, OfficialId, RoundId

DecodeRole = Literal["encryption", "supervisor", "chief", "organiser"]
"""Who may have a part in opening a layer."""


@dataclass(frozen=True, slots=True)
class BlindPlanSet:
    """
    The layers of blind numbers of a round, in order, none for the open draw; replaces the plan before.

    Modules `on_spot` are judged while the work goes on, under the number of the floor; all others under the last one.
    """

    round: RoundId
    layers: tuple[LayerKind, ...]
    on_spot: tuple[ModuleId, ...] = ()
    kind: Literal["blind_plan_set"] = "blind_plan_set"


@dataclass(frozen=True, slots=True)
class LayerSealed:
    """
    A layer was drawn and sealed by an encryption judge: from these names, with a seed of this commitment.

    `stations` is how many can work at the same time, 0 without heats. A layer that is drawn again replaces itself.
    """

    round: RoundId
    layer: LayerKind
    commitment: str
    of: tuple[EntryId, ...]
    by: OfficialId
    stations: int = 0
    kind: Literal["layer_sealed"] = "layer_sealed"


@dataclass(frozen=True, slots=True)
class DecodeAsked:
    """解密: somebody wants a layer opened; nothing is open yet."""

    round: RoundId
    layer: LayerKind
    by: OfficialId
    role: DecodeRole
    kind: Literal["decode_asked"] = "decode_asked"


@dataclass(frozen=True, slots=True)
class LayerDecoded:
    """
    A layer was opened by two persons: with the seed anyone can recompute who is behind each number.
    """

    round: RoundId
    layer: LayerKind
    seed: str
    asked_by: OfficialId
    asked_role: DecodeRole
    confirmed_by: OfficialId
    confirmed_role: DecodeRole
    kind: Literal["layer_decoded"] = "layer_decoded"


BlindFact = BlindPlanSet | LayerSealed | DecodeAsked | LayerDecoded
