"""The measurement of phones runs through and says what it promises; its figures are those of the machine."""

from __future__ import annotations

import json

import pytest

from server.bench.phones import run


@pytest.mark.slow
def test_a_small_hall_of_phones_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    report = run(phones=5, entries=20, seconds=1.5, every=0.5, as_json=True)

    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (told["phones"], told["entries"]) == (5, 20)
    assert report.per_second > 5
    assert 500 < report.page_bytes < 20_000
    assert "pages and 10 sheets a second" in report.text()
