"""Schemes decided by time, with their sheets, for property tests: the lower result wins. No test stands here."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Literal

from server.core.exact import Rounding
from server.core.ids import AspectId, EntryId, FieldId, ModuleId
from server.core.rules import Count, Fault, Time, Veto
from server.core.scheme import Aspect, Module, ResultRule, Scheme, SubCriterion, TieBreak, Tries
from tests.core.aspect_strategies import MODES, NAME, some_panel_rule
from tests.core.strategies import JUDGES, Entries, some_sheets

TAKES: tuple[Literal["highest", "lowest", "mean", "sum", "middle"], ...] = (
    "highest", "lowest", "mean", "sum", "middle",
)  # fmt: skip


def some_runs(random: Random, entries: int = 5) -> Entries:
    """A scheme of one or two runs, its panels, and entries of which nearly all sheets are in."""
    modules = tuple(_run(random, f"run{n}") for n in range(random.randint(1, 2)))
    clock = next(modules[0].aspects())
    ties: tuple[TieBreak, ...] = (
        TieBreak("aspect", clock.id, "low"),
        TieBreak("module", modules[-1].id, "low"),
    )
    if random.random() < 0.4:
        ties = (TieBreak("faults", random.choice(["total", modules[0].id]), "low"), *ties)
    if clock.tries is not None and random.random() < 0.5:
        ties = (TieBreak("try", clock.id, "low", place=random.randint(1, 3)), *ties)
    scheme = Scheme(
        id="runs",
        version=1,
        title=NAME,
        trade=NAME,
        basis="typical",
        source="drawn",
        max=None,
        result=ResultRule(
            "seconds",
            "low",
            Rounding(random.randint(0, 2), random.choice(MODES)),
            "complete",
            random.choice(["unranked", "by_ties"]),
        ),
        modules=modules,
        tie_breaks=ties[: random.randint(0, 2)],
    )
    panels = {module.id: JUDGES[: module.panel_size] for module in modules}
    found = {
        EntryId(f"e{n}"): some_sheets(random, scheme, all_in=random.random() < 0.8) for n in range(entries)
    }
    return scheme, panels, found


def _run(random: Random, name: str) -> Module:
    size = random.choice([1, 1, 3])
    tries = Tries(random.randint(3, 5), random.choice(TAKES)) if random.random() < 0.6 else None
    cut_off = None if tries else random.choice([None, Decimal(40)])
    aspects = [
        Aspect(
            AspectId(f"{name}-clock"),
            NAME,
            None,
            Time("elapsed", cut_off=cut_off, step=Decimal("0.1"), high=Decimal(60)),
            tries=tries,
        ),
        Aspect(
            AspectId(f"{name}-faults"),
            NAME,
            None,
            Count((Fault(FieldId("touched"), NAME, Decimal(random.choice([2, 5]))),), floor=None),
        ),
    ]
    if random.random() < 0.5:
        scope: Literal["module", "entry"] = random.choice(["module", "entry"])
        aspects.append(Aspect(AspectId(f"{name}-veto"), NAME, Decimal(0), Veto(scope)))
    return Module(
        id=ModuleId(name),
        title=NAME,
        max=None,
        sub_criteria=(SubCriterion(f"{name}-all", NAME, tuple(aspects)),),
        panel=some_panel_rule(random, size),
        panel_size=size,
    )
