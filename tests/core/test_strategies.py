"""The drawn schemes are sound, so that what is tested with them says something."""

from hypothesis import given

from server.core.marks import check_marks
from server.core.scheme_check import check
from tests.core.strategies import fields_of_entries, schemes


@given(schemes())
def test_a_drawn_scheme_is_sound(scheme):
    assert check(scheme) == []


@given(fields_of_entries(1))
def test_a_drawn_sheet_may_be_handed_in(field):
    scheme, _, entries = field
    for sheets in entries.values():
        for module in scheme.modules:
            assert not any(check_marks(module, sheet) for sheet in sheets[module.id].values())
