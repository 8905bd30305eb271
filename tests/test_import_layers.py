"""Two import rules beside the layers in pyproject.toml: what the core may know, and who may know storage."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORE = sorted((ROOT / "server" / "core").rglob("*.py"))
EDGES = [
    path
    for folder in ("server/web", "server/desk", "scoreboard", "judge_client")
    for path in sorted((ROOT / folder).rglob("*.py"))
]


def imported_modules(path: Path) -> set[str]:
    """The full names of what a file of ours imports, whether at its top or in a function."""
    package = path.relative_to(ROOT).parts[:-1]
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            names |= {f"{module}.{alias.name}" for alias in node.names}
    return names


def within(name: str, package: str) -> bool:
    return f"{name}.".startswith(f"{package}.")


def path_name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", CORE, ids=path_name)
def test_the_core_imports_only_the_standard_library_and_itself(path: Path) -> None:
    foreign = {
        name
        for name in imported_modules(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not within(name, "server.core")
    }

    assert foreign == set()


@pytest.mark.parametrize("path", EDGES, ids=path_name)
def test_what_talks_to_people_reaches_storage_only_through_services(path: Path) -> None:
    assert {name for name in imported_modules(path) if within(name, "server.storage")} == set()


def test_no_two_modules_of_the_scoreboard_know_each_other_in_a_circle() -> None:
    """Names that are imported for types alone count: a circle of them is read as one thing."""
    known = {f"scoreboard.{path.stem}": path for path in (ROOT / "scoreboard").glob("*.py")}
    below = {
        name: {other for other in known for found in imported_modules(path) if within(found, other)}
        for name, path in known.items()
        if path.stem != "__init__"
    }

    while ends := {name for name, others in below.items() if not others & below.keys()}:
        below = {name: others for name, others in below.items() if name not in ends}

    assert below == {}
