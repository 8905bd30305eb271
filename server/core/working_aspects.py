"""How the points of one aspect come about: judges' marks, tries and lines, the panel, the field. Sums: `working.py`."""

from fractions import Fraction

from server.core import panel
from server.core.boxes import fields, try_marks
from server.core.facts_sheet import Mark
from server.core.given import Agreed
from server.core.ids import OfficialId
from server.core.points import compared_value, counting, divisor, parts, try_divisor, try_worth, worth
from server.core.rules import Relative, Veto
from server.core.scheme import Aspect, PanelRule, Tries
from server.core.steps import Step, exact_text, known, rounding_steps
from server.core.tally import Tally


def aspect_step(tally: Tally, aspect: Aspect) -> Step:
    rule = panel.rule_for(tally.module, aspect)
    own = [(judge, sheet[aspect.id]) for judge, sheet in tally.own_marks if aspect.id in sheet]
    marked = [(judge, sheet[aspect.id]) for judge, sheet in tally.sheets if aspect.id in sheet]
    if isinstance(aspect.rule, Relative):
        steps = _compared(tally, aspect, marked)
    elif marked and (agreed := tally.agreed.get(aspect.id)) is not None:
        steps = _agreed(aspect, rule, own, agreed)
    else:
        steps = _judges(tally, aspect, rule, marked)
        if marked and not isinstance(aspect.rule, Veto):
            steps += _panel(tally, aspect, rule, [mark for _, mark in marked])
    given, earned = tally.given[aspect.id], tally.earned[aspect.id]
    if (ruling := tally.ruled.aspects.get(aspect.id)) is not None:
        figures = {"ruling": ruling.ruling, "reason": ruling.reason}
        steps.append(Step("ruling", ruling.part, exact_text(earned - given), None, figures))
        return Step(
            "aspect", aspect.id, exact_text(earned), aspect.title, _aspect_figures(aspect), tuple(steps)
        )
    for veto in tally.found("aspects"):
        if aspect.id in veto.rule.voids:  # type: ignore[union-attr]
            steps.append(Step("void", veto.id, exact_text(earned - given), veto.title, {"by": "veto"}))
            break
    return Step("aspect", aspect.id, exact_text(earned), aspect.title, _aspect_figures(aspect), tuple(steps))


def _aspect_figures(aspect: Aspect) -> dict[str, str]:
    return {"rule": aspect.rule.kind} | known(max=aspect.max)


def _agreed(
    aspect: Aspect, rule: PanelRule, own: list[tuple[OfficialId, Mark]], agreed: Agreed
) -> list[Step]:
    """What each judge had marked, and the one mark that counts instead."""
    over, steps = Fraction(divisor(aspect)), []
    for judge, mark in own:
        figures = {"kept": "left_out"} | {f"mark.{box}": text for box, text in mark.items()}
        steps.append(Step("judge", judge, exact_text(Fraction(worth(aspect, mark)) / over), None, figures))
    exact = Fraction(worth(aspect, agreed.mark)) / over
    figures = {"reason": agreed.reason} | {f"mark.{box}": text for box, text in agreed.mark.items()}
    steps.append(Step("agreed", aspect.id, exact_text(exact), None, figures))
    return steps if rule.rounding is None else steps + rounding_steps(rule.rounding, exact)


def _compared(tally: Tally, aspect: Aspect, marked: list[tuple[OfficialId, Mark]]) -> list[Step]:
    """What each judge read, and how the value stands among those of the field."""
    steps = []
    for judge, mark in marked:
        value = compared_value(aspect, mark)
        figures = {"kept": "counts"} | {f"mark.{box}": text for box, text in mark.items()}
        steps.append(Step("judge", judge, "" if value is None else exact_text(value), None, figures))
    found = tally.relations.get(aspect.id)
    if found is not None:
        figures = {
            "value": exact_text(found.value),
            "best": exact_text(found.best),
            "place": str(found.place),
            "beaten": str(found.beaten),
            "of": str(found.of),
        }
        steps.append(Step("field", aspect.id, exact_text(tally.given[aspect.id]), None, figures))
    return steps


def _judges(
    tally: Tally, aspect: Aspect, rule: PanelRule, marked: list[tuple[OfficialId, Mark]]
) -> list[Step]:
    over = Fraction(divisor(aspect))
    worths = [worth(aspect, mark) for _, mark in marked]
    low, high = panel.dropped(rule, worths, divisor(aspect), tally.due) if worths else (set(), set())
    steps = []
    for n, (judge, mark) in enumerate(marked):
        kept = "dropped_low" if n in low else "dropped_high" if n in high else "counts"
        figures = {"kept": kept} | {f"mark.{box}": text for box, text in mark.items()}
        value = exact_text(Fraction(worths[n]) / over)
        inside = _parts(aspect, mark) if aspect.tries is None else _tries(aspect, aspect.tries, mark)
        steps.append(Step("judge", judge, value, None, figures, inside))
    return steps


def _tries(aspect: Aspect, tries: Tries, mark: Mark) -> tuple[Step, ...]:
    """Each try by its number, whether it counts, and how it was worked out."""
    over, used = Fraction(try_divisor(aspect)), counting(aspect, mark)
    steps = []
    for n, one in enumerate(try_marks(aspect, mark)):
        figures = {"take": tries.take, "kept": "counts" if n in used else "left_out"}
        value = exact_text(Fraction(try_worth(aspect, one)) / over)
        steps.append(Step("try", str(n + 1), value, None, figures, _parts(aspect, one)))
    return tuple(steps)


def _parts(aspect: Aspect, mark: Mark) -> tuple[Step, ...]:
    """The lines of a mark, or of one try of it."""
    over = Fraction(try_divisor(aspect))
    titles = {box.id.partition("@")[0]: box.title for box in fields(aspect)}
    return tuple(
        Step("part", of, exact_text(Fraction(amount) / over), titles.get(of), {"units": exact_text(units)})
        for of, amount, units in parts(aspect, mark)
    )


def _panel(tally: Tally, aspect: Aspect, rule: PanelRule, marks: list[Mark]) -> list[Step]:
    worths = [worth(aspect, mark) for mark in marks]
    exact = panel.combine(rule, worths, divisor(aspect), tally.due)
    counted = panel.counted(rule, worths, divisor(aspect), tally.due)
    figures = {
        "rule": rule.rule,
        "marks": str(len(marks)),
        "high": str(counted.high),
        "low": str(counted.low),
    }
    if (filled := len(counted.values) - len(marks)) > 0:
        figures |= {"filled": str(filled)}
    if counted.together:
        figures |= {"together": "yes"}
    if (wide := panel.spread(aspect, rule, marks)) is not None:
        figures |= {"lowest": exact_text(wide[0]), "highest": exact_text(wide[1])}
    steps = [Step("panel", aspect.id, exact_text(exact), None, figures)]
    return steps if rule.rounding is None else steps + rounding_steps(rule.rounding, exact)
