"""What the tests find and install on a machine: of several names for one thing, the first that there is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from server.bench.browser import find_browser
from tools.machine import apt_install

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Debian's tools and programs found by PATH")


def program(folder: Path, name: str, says: str) -> str:
    """A program of the machine that does what a line of shell says."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{says}\n")
    file.chmod(0o755)
    return str(file)


@pytest.mark.parametrize(
    ("known", "installed"), [("light|whole", "light font"), ("whole", "whole font"), ("none", "whole font")]
)
def test_the_first_package_that_the_system_knows_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: str, installed: str
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    asked = tmp_path / "asked"
    program(tmp_path, "sudo", 'shift; exec "$@"')
    program(tmp_path, "apt-cache", f'case "$2" in {known}|font) ;; *) exit 100 ;; esac')
    program(tmp_path, "apt-get", f'echo "$@" >> "{asked}"')

    assert apt_install(["light|whole", "font"])

    assert asked.read_text().splitlines() == [
        "update -qq",
        f"install -y -qq --no-install-recommends {installed}",
    ]


def test_a_browser_that_has_no_window_is_preferred_and_a_named_one_to_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JINCHUI_BROWSER", raising=False)
    whole = program(tmp_path, "chromium", "exit")
    assert find_browser() == whole

    light = program(tmp_path, "chromium-headless-shell", "exit")
    assert find_browser() == light

    monkeypatch.setenv("JINCHUI_BROWSER", whole)
    assert find_browser() == whole
