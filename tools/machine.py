"""Finds what the tests need and Python packages cannot bring: a browser, Chinese fonts, Node, PostgreSQL."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from server.bench.browser import BROWSER_ARGUMENTS, find_browser

__all__ = ["BROWSER_ARGUMENTS", "find_browser"]


def in_ci() -> bool:
    """Where nothing may be missing."""
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


def has_chinese_fonts() -> bool:
    """Can a page here show Chinese? Windows and macOS always can."""
    if sys.platform in ("win32", "darwin"):
        return True
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    return bool(subprocess.run([lister, ":lang=zh-cn"], capture_output=True).stdout.strip())


def find_node() -> str:
    """A Node for the browser code's tests: the one that comes inside playwright, on every system."""
    from playwright._impl._driver import compute_driver_executable

    return str(compute_driver_executable()[0])


def find_npm() -> str | None:
    """npm brings the formatter and the type checker of the browser code."""
    return shutil.which("npm")


def find_postgres() -> Path | None:
    """The folder that holds initdb and pg_ctl, the newest where there are several."""
    suffix = ".exe" if sys.platform == "win32" else ""
    asked = []
    if pg_config := shutil.which("pg_config"):
        asked = [subprocess.run([pg_config, "--bindir"], capture_output=True, text=True).stdout.strip()]
    on_path = [str(Path(initdb).resolve().parent)] if (initdb := shutil.which("initdb")) else []
    debian = sorted(
        (str(path) for path in Path("/usr/lib/postgresql").glob("*/bin")),
        key=lambda path: int(Path(path).parent.name) if Path(path).parent.name.isdigit() else 0,
        reverse=True,
    )
    for folder in [*debian, *asked, *on_path]:
        if folder and all(
            (Path(folder) / (name + suffix)).is_file() for name in ("initdb", "pg_ctl", "postgres")
        ):
            return Path(folder)
    return None


def apt_prefix() -> list[str] | None:
    """How to call apt-get without being asked for a password; None where that cannot be."""
    if sys.platform != "linux" or shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["env", "DEBIAN_FRONTEND=noninteractive"]
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    return None


def apt_knows(package: str) -> bool:
    """Does this release of the system have a package of that name?"""
    return subprocess.run(["apt-cache", "show", package], capture_output=True).returncode == 0


def apt_install(wanted: list[str]) -> bool:
    """
    Install Debian packages where we may; True when apt-get says it did.

    :param wanted: names; of `this|that` the first that there is
    """
    prefix = apt_prefix()
    if prefix is None:
        return False
    # An index that cannot be refreshed is no reason to stop: the packages may be known already.
    subprocess.run([*prefix, "apt-get", "update", "-qq"])
    choices = [names.split("|") for names in wanted]
    packages = [next((name for name in names if apt_knows(name)), names[-1]) for names in choices]
    print(f"Installing with apt-get: {' '.join(packages)}", flush=True)
    install = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return subprocess.run(install, stdout=subprocess.DEVNULL).returncode == 0
