"""What `docs/schemes.md` says of schemes is so."""

import re
from pathlib import Path
from typing import get_args

from server.core import aspect_check, scheme_check
from server.core.scheme import Rule, Scheme
from server.services.scheme_files import BYTES_MAX, read

DOCUMENT = (Path(__file__).parents[2] / "docs" / "schemes.md").read_text(encoding="utf-8")


def test_its_example_is_a_sound_scheme():
    example = re.search(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)

    assert example is not None
    assert isinstance(read(example[1].encode()), Scheme)


def test_it_names_every_kind_of_aspect_and_no_other():
    named = re.findall(r"^\| `(\w+)` \|", DOCUMENT, re.MULTILINE)

    assert named == [rule.__dataclass_fields__["kind"].default for rule in get_args(Rule)]


def test_its_limits_are_those_that_are_checked():
    limits = DOCUMENT[DOCUMENT.index("## Limits") :]

    assert [int(number) for number in re.findall(r"\d+", limits)][:8] == [
        scheme_check.MODULES_MAX,
        scheme_check.ASPECTS_MAX,
        aspect_check.READINGS_MAX,
        aspect_check.JUDGES_MAX,
        scheme_check.TEXT_MAX,
        9,
        scheme_check.PLACES_MAX,
        BYTES_MAX // 1024,
    ]
