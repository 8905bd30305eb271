"""The list of every fact the ledger can hold. A fact says what happened and is never changed.

Facts hold no personal data: people and delegations stand under ids, their names in the roster. A new kind is a
frozen dataclass in the `facts_*.py` of its meaning, its name here and its line in `competition.evolve`; the fields of
an existing kind are never renamed or removed.
"""

from server.core.facts_approval import ApprovalFact
from server.core.facts_awards import AwardRulesSet, AwardsConfirmed
from server.core.facts_blind import BlindFact
from server.core.facts_calibration import CalibrationFact
from server.core.facts_conference import ConferenceFact
from server.core.facts_field import CarrySet, DifficultiesDeclared, EntriesQualified
from server.core.facts_floor import FloorFact
from server.core.facts_panel import JudgeReplaced, PanelSet
from server.core.facts_paper import PaperEntered
from server.core.facts_round import DrawMade, ResultsPublished, RoundAdded, RoundClosed, RoundOpened
from server.core.facts_rulings import (
    EntryStateSet,
    PartRuled,
    PenaltyGiven,
    PenaltyLifted,
    RerunOrdered,
    TieDecided,
)
from server.core.facts_setup import (
    CompetitionCreated,
    EntriesRegistered,
    EventAdded,
    OfficialAdded,
    OfficialDelegationSet,
)
from server.core.facts_shadow import ShadowSheetSubmitted
from server.core.facts_sheet import SheetCorrected, SheetReturned, SheetRulesSet, SheetSubmitted
from server.core.facts_teams import DelegationTablesSet, TeamRuleSet, TeamsRegistered, TeamsRemoved
from server.core.facts_withheld import BoardFrozen, BoardUnfrozen, WithheldFact

Fact = (
    CompetitionCreated
    | EventAdded
    | EntriesRegistered
    | RoundAdded
    | DrawMade
    | OfficialAdded
    | OfficialDelegationSet
    | PanelSet
    | RoundOpened
    | RoundClosed
    | BoardFrozen
    | BoardUnfrozen
    | WithheldFact
    | ResultsPublished
    | SheetSubmitted
    | SheetCorrected
    | SheetReturned
    | ShadowSheetSubmitted
    | CalibrationFact
    | JudgeReplaced
    | PaperEntered
    | ConferenceFact
    | ApprovalFact
    | EntryStateSet
    | PenaltyGiven
    | PenaltyLifted
    | PartRuled
    | RerunOrdered
    | TieDecided
    | AwardRulesSet
    | AwardsConfirmed
    | EntriesQualified
    | SheetRulesSet
    | FloorFact
    | TeamsRegistered
    | TeamsRemoved
    | TeamRuleSet
    | DelegationTablesSet
    | CarrySet
    | DifficultiesDeclared
    | BlindFact
)
