"""What `docs/schemes.md` says of schemes is so."""

import re
from decimal import Decimal
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
import yaml

from server.core import aspect_check, measured_check, scheme_check
from server.core.rules import Compared, Rule, Scored
from server.core.scheme import Scheme, TieBreak
from server.services.scheme_files import BYTES_MAX, read

DOCUMENT = (Path(__file__).parents[2] / "docs" / "schemes.md").read_text(encoding="utf-8")


def test_its_example_is_a_sound_scheme():
    example = re.search(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)

    assert example is not None
    assert isinstance(read(example[1].encode()), Scheme)


BLOCKS = re.findall(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS[1:], ids=lambda block: block.split(":")[0])
def test_every_other_example_fits_into_the_first(block):
    scheme = yaml.load(BLOCKS[0], yaml.BaseLoader)
    module = scheme["modules"][0]
    plumb, joints = module["sub_criteria"][0]["aspects"]
    for key, value in yaml.load(block, yaml.BaseLoader).items():
        if key in ("rule", "max", "bonus", "tries"):
            plumb[key] = value
        elif key in ("panel", "panel_size", "difficulty"):
            module[key] = value
        elif key == "result":
            scheme[key] |= value
        else:
            scheme[key] = value
    module["max"] = str(int(plumb["max"]) + int(joints["max"]))
    if "difficulty" in module:
        scheme["max"] = str(Decimal(module["weight"]) * Decimal(module["difficulty"]["high"]))
    if "sections" in scheme:
        plumb["section"], joints["section"] = "2", "1"

    assert isinstance(read(yaml.safe_dump(scheme).encode()), Scheme)


def test_it_names_every_kind_of_aspect_and_no_other():
    kinds = DOCUMENT[DOCUMENT.index("## Kinds of aspects") : DOCUMENT.index("### Measurements")]
    ways = DOCUMENT[DOCUMENT.index("### Measurements") : DOCUMENT.index("### Points beside the field")]
    beside = DOCUMENT[DOCUMENT.index("### Points beside the field") : DOCUMENT.index("### Around a mark")]
    ties = DOCUMENT[
        DOCUMENT.index("Ranks go by that total") : DOCUMENT.index("### A tie that nothing decides")
    ]

    assert _named(kinds) == [rule.__dataclass_fields__["kind"].default for rule in get_args(Rule)]
    assert _named(ways) == [scored.__dataclass_fields__["by"].default for scored in get_args(Scored)]
    assert _named(beside) == [how.__dataclass_fields__["by"].default for how in get_args(Compared)]
    assert set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?) \|", ties, re.MULTILINE)))) - {
        "by"
    } == set(get_args(get_type_hints(TieBreak)["by"]))


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
