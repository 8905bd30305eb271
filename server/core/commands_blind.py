"""What can be asked for around blind numbers; see `commands.py`. Drawing and opening go through `services/seals.py`."""

from dataclasses import dataclass
from typing import Literal

from server.core.blind import LayerKind
from server.core.ids import ModuleId, RoundId


@dataclass(frozen=True, slots=True)
class SetBlindPlan:
    """Say which layers of blind numbers a round has, before its first draw; none: one open draw."""

    round: RoundId
    layers: tuple[LayerKind, ...]
    on_spot: tuple[ModuleId, ...] = ()
    kind: Literal["set_blind_plan"] = "set_blind_plan"


@dataclass(frozen=True, slots=True)
class SealLayer:
    """Record a layer that was drawn with a seed of this commitment; the server keeps the seed under two locks."""

    round: RoundId
    layer: LayerKind
    commitment: str
    stations: int = 0
    kind: Literal["seal_layer"] = "seal_layer"


@dataclass(frozen=True, slots=True)
class AskDecode:
    """Ask for a layer to be opened, after the round is closed; the last one drawn is opened first."""

    round: RoundId
    layer: LayerKind
    kind: Literal["ask_decode"] = "ask_decode"


@dataclass(frozen=True, slots=True)
class DecodeLayer:
    """Open a layer that another person has asked for, with its seed."""

    round: RoundId
    layer: LayerKind
    seed: str
    kind: Literal["decode_layer"] = "decode_layer"


BlindCommand = SealLayer | AskDecode | DecodeLayer
"""What is asked for by encryption judges, and in part by those who open layers with them."""
