"""What `docs/schemes.md` says of schemes is so."""

import re
from pathlib import Path
from typing import get_args

from server.core import aspect_check, measured_check, scheme_check
from server.core.scheme import Rule, Scheme, Scored
from server.services.scheme_files import BYTES_MAX, read

DOCUMENT = (Path(__file__).parents[2] / "docs" / "schemes.md").read_text(encoding="utf-8")


def test_its_example_is_a_sound_scheme():
    example = re.search(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)

    assert example is not None
    assert isinstance(read(example[1].encode()), Scheme)


def test_it_names_every_kind_of_aspect_and_no_other():
    kinds = DOCUMENT[DOCUMENT.index("## Kinds of aspects") : DOCUMENT.index("### Measurements")]
    ways = DOCUMENT[DOCUMENT.index("### Measurements") : DOCUMENT.index("### Around a mark")]

    assert _named(kinds) == [rule.__dataclass_fields__["kind"].default for rule in get_args(Rule)]
    assert _named(ways) == [scored.__dataclass_fields__["by"].default for scored in get_args(Scored)]


def _named(part):
    return re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)[part.count("| `by` |") :]


def test_its_limits_are_those_that_are_checked():
    limits = DOCUMENT[DOCUMENT.index("## Limits") :]

    assert [int(number) for number in re.findall(r"\d+", limits)][:8] == [
        scheme_check.MODULES_MAX,
        scheme_check.ASPECTS_MAX,
        measured_check.READINGS_MAX,
        aspect_check.JUDGES_MAX,
        scheme_check.TEXT_MAX,
        9,
        scheme_check.PLACES_MAX,
        BYTES_MAX // 1024,
    ]
