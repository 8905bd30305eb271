"""`jinchui scheme check`, `template` and `convert`, as people type them."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from server.cli import app as jinchui
from server.services.scheme_files import library, read
from server.services.scheme_sources import example
from server.services.scheme_sources import read as read_any

runner = CliRunner()
app = jinchui()


def test_a_template_is_a_sound_scheme(tmp_path):
    out = tmp_path / "t.xlsx"

    made = runner.invoke(app, ["scheme", "template", str(out)])
    checked = runner.invoke(app, ["scheme", "check", str(out)])

    assert (made.exit_code, checked.exit_code) == (0, 0)
    assert read_any(out.read_bytes()) == example()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_scheme_goes_to_a_workbook_and_back(tmp_path, lang):
    book, text = tmp_path / "w.xlsx", tmp_path / "w.yaml"

    runner.invoke(app, ["scheme", "template", "--from", "forklift", "--lang", lang, str(book)])
    done = runner.invoke(app, ["scheme", "convert", str(book), str(text)])

    assert done.exit_code == 0
    assert read(text.read_bytes()) == library()["forklift"]


def test_faults_are_shown_in_both_languages_and_nothing_is_written(tmp_path):
    wrong, out = tmp_path / "a.csv", tmp_path / "b.xlsx"
    wrong.write_text("a,b\n1,2\n")

    done = runner.invoke(app, ["scheme", "convert", str(wrong), str(out)])

    assert (done.exit_code, out.exists()) == (1, False)
    assert "workbook_csv" in done.output
    assert ".csv 文件" in done.output
    assert "one table only" in done.output


def test_another_kind_of_file_is_not_written(tmp_path):
    out = tmp_path / "a.txt"

    done = runner.invoke(app, ["scheme", "convert", "server/schemes/welding.yaml", str(out)])

    assert (done.exit_code, out.exists()) == (2, False)
