"""A field that came later changes nothing that was written before it: no hash of a scheme, no form of a fact."""

from dataclasses import asdict, dataclass

import pytest

from server.core.fingerprint import scheme_hash
from server.core.later import as_written, later, written
from server.services.scheme_files import library

HASHES = {
    "air_testing": "0a143257e1808f987d0f145634ea174841edca6a764a1633a483c8a61d894cd4",
    "forklift": "61885bb9328858c11f8da746ab78d893a2683ab8afd3f3ddcdf3c960288ad09f",
    "plastering": "01d911a8f0e0fb1858b31bcd059692b3803f800e978fecdd30ed7c841e8ab351",
    "rebar": "194761dc50158fe56f91b684d6040a05b01013d60f642f8a20a11b8051c7e9bc",
}
"""
The schemes of the first edition that are as they were: ledgers hold them under these names. The others have a second
version, as the first could not say what their sources do: points beside the field (accounting, bricklaying), penalties
and cards (assembly, tiling, welding), ties that must be decided (BIM) or go by loose sheets, fewer pieces or the look
(cashier, road sweeping, cooking), lines that only take away (environmental monitoring), a floor of the total (lathe),
what voids a line, a work piece or a result (assembly, BIM, fitter), left a line or a limit out (auto repair, nursing), or
had another word for the chief judge (CNC machining centre).
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A shape that got a field later."""

    text: str
    times: int = later(1)


@dataclass(frozen=True, slots=True)
class Page:
    """A shape with such shapes inside."""

    lines: tuple[Line, ...]
    footer: Line | None = None


@pytest.mark.parametrize("trade", HASHES)
def test_a_scheme_of_the_first_edition_keeps_its_hash(trade):
    assert scheme_hash(library()[trade]) == HASHES[trade]


def test_a_later_field_is_written_once_it_says_something():
    assert written(Line("a")) == ["text"]
    assert written(Line("a", 2)) == ["text", "times"]


def test_a_form_has_later_fields_only_where_they_say_something_however_deep():
    page = Page((Line("a"), Line("b", 2)), Line("c"))

    form = as_written(
        page, {"lines": [asdict(line) for line in page.lines], "footer": {"text": "c", "times": 1}}
    )

    assert form == {"lines": [{"text": "a"}, {"text": "b", "times": 2}], "footer": {"text": "c"}}
