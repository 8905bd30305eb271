"""Kinds of penalty and penalties of them, for property tests. No test stands here."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Literal

from server.core.facts_rulings import PartKind, PartRuled, PenaltyGiven, Ruling
from server.core.ids import EntryId, ModuleId, PenaltyId, RoundId
from server.core.part_rulings import part_aspects
from server.core.penalties import needs_module
from server.core.penalty_kinds import Applies, Consequence, Penalty
from server.core.scheme import Scheme
from tests.core.aspect_strategies import NAME

FIRST = EntryId("e0")
APPLIES: tuple[Applies, ...] = ("total", "module", "weighted")


def fined(random: Random, scheme: Scheme) -> Scheme:
    """The scheme with some kinds of penalty."""
    many = random.randint(1, 5)
    kinds = tuple(_kind(random, scheme, n, many) for n in range(many))
    return replace(scheme, penalties=tuple(_led(random, kinds, n) for n in range(many)))


def some_penalties(random: Random, scheme: Scheme, entry: EntryId = FIRST) -> tuple[PenaltyGiven, ...]:
    """What an entry may have been given."""
    return tuple(_given(random, scheme, entry, n + 1) for n in range(random.choice([0, 1, 2, 2, 4, 7])))


def some_rulings(random: Random, scheme: Scheme) -> tuple[PartRuled, ...]:
    """Rulings that a chief judge could make on parts of a scheme, each part once."""
    parts: list[tuple[PartKind, str]] = [("module", m.id) for m in scheme.modules]
    parts += [("sub_criterion", sub.id) for m in scheme.modules for sub in m.sub_criteria]
    parts += [("aspect", aspect.id) for m in scheme.modules for aspect in m.aspects()]
    some = random.sample(parts, min(len(parts), random.choice([1, 1, 2, 3])))
    return tuple(_ruling(random, scheme, on, part) for on, part in some)


def _ruling(random: Random, scheme: Scheme, on: PartKind, part: str) -> PartRuled:
    bounded = all(aspect.reach is not None for aspect in part_aspects(scheme, on, part))
    ruling: Ruling = "full" if bounded and random.random() < 0.5 else "struck"
    scaled = ruling == "struck" and bounded and scheme.max is not None and random.random() < 0.6
    return PartRuled(RoundId("final"), on, part, ruling, "the power failed", scaled)


def _kind(random: Random, scheme: Scheme, n: int, many: int) -> Penalty:
    applies = random.choice(APPLIES)
    of = random.choice([None, scheme.modules[-1].id]) if applies != "total" else None
    some = [Decimal(-5), Decimal("-0.5"), Decimal(2), Decimal(30), None]
    amount = random.choice(some)
    kind = Penalty(PenaltyId(f"p{n}"), NAME, amount, applies=applies, of=of)
    if amount is None and random.random() < 0.5:
        low, high = random.choice([("-0.1", "0.1"), ("-3", "-1"), ("5", "60")])
        kind = replace(kind, low=Decimal(low), high=Decimal(high), step=Decimal("0.05"))
    elif amount is None:
        kind = replace(kind, card=random.choice(["yellow", "red"]))
    if kind.amount or kind.step:
        kind = replace(kind, cap=random.choice([None, None, Decimal(4)]))
    return kind


def _led(random: Random, kinds: tuple[Penalty, ...], n: int) -> Penalty:
    kind, later = kinds[n], [one for one in kinds[n + 1 :] if one.step is None]
    if random.random() < 0.5:
        return kind
    times = random.randint(1, 3)
    thens: list[Literal["void", "disqualified"]] = ["void", "disqualified"]
    if later and random.random() < 0.4:
        return replace(kind, consequence=Consequence(times, "penalty", random.choice(later).id))
    return replace(kind, consequence=Consequence(times, random.choice(thens)))


def _given(random: Random, scheme: Scheme, entry: EntryId, number: int) -> PenaltyGiven:
    kind = random.choice(scheme.penalties)
    amount = None
    if kind.low is not None and kind.high is not None and kind.step is not None:
        amount = kind.step * random.randint(int(kind.low / kind.step), int(kind.high / kind.step))
    names = needs_module(scheme.penalties, kind)
    module: ModuleId | None = random.choice(scheme.modules).id if names else None
    return PenaltyGiven(RoundId("final"), entry, number, kind.id, "a reason", amount, module)
