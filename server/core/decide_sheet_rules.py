"""Rules of how sheets are filled in: phrases, pictures, signatures. What a sheet says stands in `decide_sheet.py`."""

from server.core import limits
from server.core.commands_sheet import SetSheetRules
from server.core.competition import Competition
from server.core.evidence import is_hash
from server.core.facts_sheet import SheetRulesSet
from server.core.refusals import Code, Refusal
from server.core.scheme import Scheme
from server.core.sheet_rules import PHRASE_LENGTH, PHRASES, PICTURES, LevelPicture, SheetRules, levels


def set_sheet_rules(state: Competition, command: SetSheetRules) -> SheetRulesSet | Refusal:
    """At any time: no result depends on them, and sheets that are in stay as they are."""
    event = state.events.get(command.event)
    if event is None:
        return Refusal(Code.EVENT_UNKNOWN)
    if command.rules == event.sheet_rules:
        return Refusal(Code.SHEET_RULES_UNCHANGED)
    return (
        _check_phrases(command.rules)
        or limits.check_count(len(command.rules.pictures), PICTURES)
        or _check_pictures(event.scheme, command.rules.pictures)
        or SheetRulesSet(event.id, command.rules)
    )


def _check_phrases(rules: SheetRules) -> Refusal | None:
    if too_many := limits.check_count(len(rules.phrases), PHRASES):
        return too_many
    for phrase in rules.phrases:
        for text in (phrase.zh, phrase.en):
            if wrong := limits.check_text("phrase", text, PHRASE_LENGTH):
                return wrong
    return None


def _check_pictures(scheme: Scheme, pictures: tuple[LevelPicture, ...]) -> Refusal | None:
    """Each belongs to a level that a judge can choose, and no level has two."""
    known = {
        (aspect.id, level)
        for module in scheme.modules
        for aspect in module.aspects()
        for level in range(levels(aspect.rule))
    }
    for picture in pictures:
        if not is_hash(picture.picture):
            return Refusal(Code.MALFORMED, {"problem": "picture：应为 SHA-256 / takes a SHA-256"})
        if (picture.aspect, picture.level) not in known:
            return Refusal(Code.LEVEL_UNKNOWN, {"aspect": picture.aspect[:40], "level": picture.level})
        known.discard((picture.aspect, picture.level))
    return None
