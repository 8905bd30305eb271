"""A field that came later changes nothing that was written before it: no hash of a scheme, no form of a fact."""

from dataclasses import asdict, dataclass

import pytest

from server.core.fingerprint import scheme_hash
from server.core.later import as_written, later, written
from server.services.scheme_files import library

HASHES = {
    "air_testing": "0a143257e1808f987d0f145634ea174841edca6a764a1633a483c8a61d894cd4",
    "assembly": "ca525c3ecb570dbeaaad2dbcbe3087037a63c6ea46841f454af106bde2eeb4ab",
    "auto_repair": "ab93d2a3d2b2c2811ab802f4722248ae25e078971b4345b8767ac99ae71d7f91",
    "bim": "812162520f0609dc3db89f25e36773921a4fcdeb516e0a75cae50f6394625f48",
    "cashier": "5f0ad6b0e0ae0f1cae2459796dc9daed85413a4c86ef6c5a8442d357a8314ef2",
    "cnc_machining_centre": "3b680eba449df12673f60dd712c753c64808fbb9b570e4369f94a8038d6ea045",
    "cooking": "aa97d6ee2f01ba8b8f5a7b0ef84f18d1cfb62e59387e29519eafebe15021abb0",
    "env_monitoring": "44f9071d0901d48c9ac12591b91c0521ab4dd3662c35e82eff852fb87b1af3cb",
    "fitter": "bc7b0c974ddd9f857dfa4bdc5fa3ac0314a076c9a5bb602fbbb14ff04eec7fe5",
    "forklift": "61885bb9328858c11f8da746ab78d893a2683ab8afd3f3ddcdf3c960288ad09f",
    "machine_tool": "f88ad9abed9ceab36b161617e44af0bbb6bdd5df104d73fe762d9ca73e050ea5",
    "nursing": "5da164c495af7b8da7444bee6fbaf594ad70a6e4a3946187c581a4bf3c29d830",
    "plastering": "01d911a8f0e0fb1858b31bcd059692b3803f800e978fecdd30ed7c841e8ab351",
    "rebar": "194761dc50158fe56f91b684d6040a05b01013d60f642f8a20a11b8051c7e9bc",
    "road_sweeping": "36c11f5791a52132280945fba4610c5ff8f190d9f56d27cdb3960e5e96b93aed",
    "tiling": "8e67185d86bed961a1c3ce4ec078f3385be1dadce713daecfea7eedd1138ac7a",
    "welding": "5ea78b45a0f000c5c86bb5d65e53050281212ff75d9ad49d0fdf7b43caae8d62",
}
"""
The schemes of the first edition that are as they were: ledgers hold them under these names. Accounting and bricklaying
have a second version, whose points beside the field the first one could only approximate.
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
