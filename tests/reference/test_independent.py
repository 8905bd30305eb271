"""The second calculation is worth something only while it borrows nothing: shapes, and not one rule."""

import ast
from pathlib import Path

import pytest

import server.reference

SHAPES = {
    *("server.core.scheme", "server.core.rules", "server.core.penalty_kinds", "server.core.ids"),
    *("server.core.facts", "server.core.facts_setup"),
    *("server.core.facts_round", "server.core.facts_panel", "server.core.facts_field"),
    *("server.core.facts_sheet", "server.core.facts_rulings", "server.core.facts_awards"),
    *("server.core.facts_blind", "server.core.facts_conference"),
    *("server.core.award_table", "server.core.team_rule", "server.core.delegation_table"),
    *("server.core.rank_points", "server.core.scales", "server.core.qualification"),
}
NUMBERS = {"collections", "dataclasses", "decimal", "fractions", "hashlib", "itertools", "math", "typing"}
CLASSES = {
    "server.core.qualification": {"BestOfHeats", "Reach", "Share", "Top"},
    "server.core.rank_points": {"RankPoints"},
    "server.core.scales": {"MedianScale", "ShareOf", "TScore"},
}
"""Modules that hold shapes and rules: only these names may come from them."""
FILES = sorted(Path(server.reference.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_only_shapes_are_shared_with_the_engine(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    named = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    modules = {str(node.module) for node in named}

    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    assert {m for m in modules if not m.startswith("server.reference.")} <= SHAPES | {
        m for m in modules if m.partition(".")[0] in NUMBERS
    }
    for module, classes in CLASSES.items():
        assert {one.name for node in named if node.module == module for one in node.names} <= classes


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_rule_is_asked_of_the_scheme(file: Path) -> None:
    """Roundings have an `apply`; the reference rounds by itself."""
    tree = ast.parse(file.read_text(encoding="utf-8"))

    assert "apply" not in {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def test_no_floats() -> None:
    for file in FILES:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}

        assert not [value for value in constants if isinstance(value, float)], file.name
        assert "float" not in names, file.name
