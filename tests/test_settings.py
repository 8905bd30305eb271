"""Where a setting comes from, which comes first, and what is said about one that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.settings import SettingsWrong, load


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JINCHUI_DATA", str(tmp_path))


def test_command_line_before_environment_before_file_before_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "jinchui.toml").write_text(
        'port = 1001\nhost = "127.0.0.1"\nlanguage = "en"\n', encoding="utf-8"
    )
    monkeypatch.setenv("JINCHUI_PORT", "1002")
    monkeypatch.setenv("JINCHUI_HOST", "127.0.0.2")

    settings = load(port=1003)

    assert (settings.port, settings.host, settings.language) == (1003, "127.0.0.2", "en")
    assert (settings.data, settings.body_bytes) == (tmp_path, 64 * 1024)


def test_a_named_file_takes_the_place_of_the_one_in_the_data_folder(tmp_path: Path) -> None:
    (tmp_path / "jinchui.toml").write_text("port = 1001\n", encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text("session_hours = 3\n", encoding="utf-8")

    settings = load(other)

    assert (settings.port, settings.session_hours) == (8000, 3)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("port = 70000", "port"),
        ('port = "x"', "port"),
        ("prot = 1", "prot"),
        ('address = "192.168.1.1"', "http://"),
        ('certificate = "a.pem"', "private_key"),
        ("port = ", "jinchui.toml"),
    ],
)
def test_what_cannot_be_used_is_said_by_name(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "jinchui.toml").write_text(text, encoding="utf-8")

    with pytest.raises(SettingsWrong, match=said):
        load()


def test_a_file_that_was_named_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsWrong, match="no such file"):
        load(tmp_path / "nowhere.toml")
