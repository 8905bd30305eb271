"""Down to which rank an award reaches, before anybody has it."""

from dataclasses import replace
from decimal import Decimal as D

from server.core.award_borders import borders
from server.core.award_table import ReachPoints, SmallField
from server.core.awards import Context
from server.services import award_files
from tests.support.small import FIRST, award_table


def test_a_prize_for_two_reaches_down_to_the_second():
    assert [(one.award.id, one.rank) for one in borders(award_table(), Context(4, 4), 4)] == [(FIRST, 2)]


def test_shares_are_taken_of_those_who_started():
    table = award_files.library()["prizes_10_20_30"]

    assert [one.rank for one in borders(table, Context(40, 40), 40)] == [4, 12, 24]


def test_what_an_entry_needs_besides_moves_no_border():
    table = award_table()
    strict = replace(table, awards=(replace(table.awards[0], needs=(ReachPoints(D(60)),)),))

    assert [one.rank for one in borders(strict, Context(4, 4), 4)] == [2]


def test_where_the_field_is_too_small_for_an_award_it_has_no_border():
    table = replace(award_table(), small_fields=(SmallField(5, ()),))

    assert borders(table, Context(4, 4), 4) == []
