"""What belongs to a sheet beside its marks: pictures by their hash, and a signature that is of this sheet and no other."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.commands import Actor, Command
from server.core.commands_sheet import CorrectSheet, SetSheetRules, SubmitSheet
from server.core.decide import decide
from server.core.evidence import EVIDENCE_OF_A_SHEET, Evidence, Signature, content_hash
from server.core.facts_sheet import SheetRulesSet, SheetSubmitted
from server.core.ids import AspectId, FieldId, FileHash
from server.core.refusals import Code, Refusal
from server.core.rules import Judgement, Level, Rubric
from server.core.sheet_rules import LevelPicture, SheetRules, levels
from server.core.text import Text
from tests.support.random_commands import requests
from tests.support.small import (
    FINAL,
    JUDGES,
    ORGANISER,
    WELD,
    WELDING,
    codes,
    judge,
    marks,
    opened,
    played,
    sheet,
)

OPEN = played(*opened())
CODE = codes(OPEN)[0]
ANNA = judge(JUDGES[0])
PHOTO = Evidence(FileHash("a" * 64), "photo", AspectId("weld-1"))
IMAGE = FileHash("f" * 64)


def signed(command: SubmitSheet, by: int = 0) -> SubmitSheet:
    content = content_hash(
        command.round,
        command.module,
        command.code,
        JUDGES[by],
        command.marks,
        command.comment,
        command.evidence,
    )
    return replace(command, signature=Signature(content, IMAGE))


def answer(command: SubmitSheet, *before: SetSheetRules) -> object:
    decision = decide(played(*opened(), *before), command, ANNA, "")
    return decision.code if isinstance(decision, Refusal) else decision[0]


def test_a_signed_sheet_is_recorded_with_its_signature_and_evidence() -> None:
    command = signed(replace(sheet(CODE), comment="焊缝有气孔", evidence=(PHOTO,)))

    assert answer(command) == SheetSubmitted(
        FINAL, WELD, CODE, JUDGES[0], marks(), "焊缝有气孔", (PHOTO,), command.signature
    )


def test_an_event_may_ask_for_signatures_and_does_not_by_itself() -> None:
    ask = SetSheetRules(WELDING, SheetRules(signature=True))

    assert isinstance(answer(sheet(CODE)), SheetSubmitted)
    assert answer(sheet(CODE), ask) == Code.SIGNATURE_MISSING
    assert isinstance(answer(signed(sheet(CODE)), ask), SheetSubmitted)


@pytest.mark.parametrize(
    "other",
    [
        {"marks": marks(value="9")},
        {"comment": "later"},
        {"evidence": (PHOTO,)},
        {"code": codes(OPEN)[1]},
    ],
)
def test_a_signature_cannot_be_moved_to_another_content(other: dict[str, object]) -> None:
    command = replace(signed(sheet(CODE)), **other)  # type: ignore[arg-type]

    assert answer(command) == Code.SIGNATURE_DIFFERS


def test_a_signature_is_of_the_judge_who_hands_in() -> None:
    assert answer(signed(sheet(CODE), by=1)) == Code.SIGNATURE_DIFFERS


def test_the_content_hash_is_that_of_the_canonical_json() -> None:
    canonical = (
        f'{{"code":"{CODE}","comment":"好\\n\\"x\\"",'
        f'"evidence":[{{"aspect":"weld-1","file":"{"a" * 64}","what":"photo"}}],"judge":"j1",'
        '"marks":{"a":{"level":"2"},"b":{"l.1":"85.0"}},"module":"weld","round":"final"}'
    )
    typed = {AspectId("b"): {FieldId("l.1"): "85.0"}, AspectId("a"): {FieldId("level"): "2"}}

    found = content_hash(FINAL, WELD, CODE, JUDGES[0], typed, '好\n"x"', (PHOTO,))

    assert found == sha256(canonical.encode()).hexdigest()


def test_evidence_is_bounded_and_names_aspects_of_the_sheet() -> None:
    many = tuple(Evidence(FileHash(f"{n:064x}"), "photo") for n in range(EVIDENCE_OF_A_SHEET + 1))

    assert answer(replace(sheet(CODE), evidence=many)) == Code.TOO_MANY
    assert answer(replace(sheet(CODE), evidence=(PHOTO, PHOTO))) == Code.MALFORMED
    assert answer(replace(sheet(CODE), evidence=(replace(PHOTO, file=FileHash("../x")),))) == Code.MALFORMED
    assert (
        answer(replace(sheet(CODE), evidence=(replace(PHOTO, aspect=AspectId("none")),))) == Code.MARK_UNKNOWN
    )


def test_a_correction_keeps_what_the_judge_signed() -> None:
    handed_in = signed(replace(sheet(CODE), evidence=(PHOTO,)))
    state = played(*opened(), (ANNA, handed_in))
    position = state.position
    state = played(
        *opened(),
        (ANNA, handed_in),
        CorrectSheet(FINAL, WELD, CODE, JUDGES[0], marks(value="8"), "typing", position),
    )
    round_ = state.rounds[FINAL]
    stands = round_.sheet(WELD, round_.entries[CODE], JUDGES[0])

    assert stands is not None
    assert (stands.signature, stands.evidence, stands.corrected) == (handed_in.signature, (PHOTO,), True)


def test_rules_of_sheets_are_set_whole_and_only_where_something_changes() -> None:
    rules = SheetRules(phrases=(Text("气孔", "Porosity"),))

    assert decide(OPEN, SetSheetRules(WELDING, rules), ORGANISER, "") == [SheetRulesSet(WELDING, rules)]
    assert decide(
        played(*opened(), SetSheetRules(WELDING, rules)), SetSheetRules(WELDING, rules), ORGANISER, ""
    ) == (Refusal(Code.SHEET_RULES_UNCHANGED))


def test_a_judge_sets_no_rules() -> None:
    assert decide(OPEN, SetSheetRules(WELDING, SheetRules(signature=True)), ANNA, "") == (
        Refusal(Code.NOT_ALLOWED)
    )


def test_levels_are_those_a_judge_can_choose() -> None:
    words = Text("好", "good")

    assert levels(Judgement((words,) * 4)) == 4
    assert levels(Judgement((), Decimal(1), Decimal(5), Decimal("0.5"))) == 9
    assert levels(Rubric((Level(words, Decimal(0)), Level(words, Decimal(5))))) == 2


def test_a_level_has_one_picture() -> None:
    picture = LevelPicture(AspectId("weld-1"), 0, IMAGE)

    decision = decide(OPEN, SetSheetRules(WELDING, SheetRules(pictures=(picture,))), ORGANISER, "")

    assert isinstance(decision, Refusal)
    assert decision.code == Code.LEVEL_UNKNOWN, "points have no levels"


@given(st.lists(requests, max_size=30))
def test_whatever_is_recorded_is_signed_as_it_stands(sent: list[tuple[Actor, Command]]) -> None:
    state = played(*opened())
    for actor, command in sent:
        decision = decide(state, command, actor, "chance")
        if isinstance(decision, Refusal) or not isinstance(decision[0], SheetSubmitted):
            continue
        (fact,) = decision
        assert isinstance(fact, SheetSubmitted)
        assert fact.signature is None or fact.signature.content == content_hash(
            fact.round, fact.module, fact.code, fact.judge, fact.marks, fact.comment, fact.evidence
        )
