"""What is installed is what the locks say, what is shipped is whole, and start.py speaks to any Python."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import start
from tools import vendor

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUN_LOCK, TEST_LOCK = ROOT / "requirements.lock", ROOT / "requirements-test.lock"


def plain_name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def pins(lock: Path) -> dict[str, set[str]]:
    """Versions by name; a name can stand twice, for different systems."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"^([\w.-]+)==([^\s;\\]+)", lock.read_text(encoding="utf-8"), re.MULTILINE
    ):
        found.setdefault(plain_name(name), set()).add(version)
    return found


def test_the_run_time_lock_holds_what_the_product_and_its_build_need() -> None:
    needed = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["build"]]

    assert [name for name in map(plain_name, needed) if name not in pins(RUN_LOCK)] == []


def test_the_test_lock_holds_the_run_time_lock_and_every_extra() -> None:
    extras = [name for extra in PROJECT["optional-dependencies"].values() for name in map(plain_name, extra)]
    tested = pins(TEST_LOCK)

    assert {name: tested.get(name) for name in pins(RUN_LOCK)} == pins(RUN_LOCK)
    assert [name for name in extras if name not in tested] == []


def test_every_dependency_is_used() -> None:
    files = [
        path
        for package in ("server", "scoreboard", "judge_client")
        for path in (ROOT / package).rglob("*.py")
    ]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in files]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    used = {name.partition(".")[0] for name in imported}
    spelled = packages_distributions()
    provided = {plain_name(kit) for package in used for kit in spelled.get(package, [])}

    # What other libraries load by name: SQLite's driver, uploads, time zones on Windows.
    by_name = {"aiosqlite", "python-multipart", "tzdata"}
    assert {plain_name(name) for name in PROJECT["dependencies"]} - provided == by_name - provided


@pytest.mark.parametrize("lock", [RUN_LOCK, TEST_LOCK], ids=lambda lock: lock.name)
def test_a_lock_names_a_hash_for_everything_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")

    pinned = [block for block in re.split(r"\n(?=\S)", text) if re.match(r"[\w.-]+==", block)]

    assert "://" not in text
    assert [block for block in pinned if "--hash=sha256:" not in block] == []


def test_the_lock_of_the_browser_codes_checks_names_no_address_to_fetch_from() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_the_copied_browser_libraries_are_what_their_record_says() -> None:
    assert vendor.differences() == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel as a release would ship it, built with the build tool of the lock."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def shipped(pattern: str, folder: str) -> set[str]:
    names = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob(pattern) if path.is_file()}
    return {name for name in names if "__pycache__" not in name}


def test_the_wheel_holds_every_file_of_the_packages_and_of_static(wheel: zipfile.ZipFile) -> None:
    packages = {name for folder in ("server", "scoreboard", "judge_client") for name in shipped("*", folder)}
    static = {f"server/_static/{name.removeprefix('static/')}" for name in shipped("*", "static")}

    assert (packages | static) - set(wheel.namelist()) == set()


def test_the_wheel_brings_the_command_the_licence_and_nothing_of_the_workshop(wheel: zipfile.ZipFile) -> None:
    metadata = f"jinchui-{PROJECT['version']}.dist-info"

    assert wheel.read(f"{metadata}/entry_points.txt").decode().split() == [
        "[console_scripts]",
        "jinchui",
        "=",
        "server.__main__:main",
    ]
    assert f"{metadata}/licenses/LICENSE" in wheel.namelist()
    assert {name.split("/")[0] for name in wheel.namelist()} == {
        "server",
        "scoreboard",
        "judge_client",
        metadata,
    }


def test_start_is_understood_by_a_python_that_is_too_old() -> None:
    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_start_tells_an_old_python_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))

    assert start.main(["demo"]) == 1
    assert "needs Python 3.11 or newer, and this is Python 3.9." in capsys.readouterr().err


def test_start_leaves_the_output_to_the_command_it_runs(capsys: pytest.CaptureFixture[str]) -> None:
    start.show_progress("Collecting anyio==4.12 (from -r requirements.lock)", 10, 20)
    tree = ast.parse((ROOT / "start.py").read_text(encoding="utf-8"))
    printed = [
        ast.unparse(call)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) == "print"
        and "file" not in {word.arg for word in call.keywords}
    ]

    # "demo --json" of a first run is JSON and nothing else.
    assert tuple(capsys.readouterr()) == ("", "      10/20  Collecting anyio==4.12\n")
    assert printed == ["print(__doc__)"]


def test_start_imports_only_the_standard_library() -> None:
    tree = ast.parse((ROOT / "start.py").read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert imported - sys.stdlib_module_names == set()
