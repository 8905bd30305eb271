"""What real competitions computed from their standings, scales, medals, members' tables and fields, comes out again."""

import csv
from decimal import Decimal as D
from fractions import Fraction as F
from pathlib import Path

from server.core.scales import MedianScale, scaled

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_scale_of_a_national_skill():
    table = rows("scale.csv")

    points = scaled(MedianScale(), [F(row["mark"]) for row in table])

    assert points == [D(row["scale"]) for row in table]
