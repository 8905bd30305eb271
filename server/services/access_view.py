"""The table of who may do what, as pages and documents show it. What is allowed stands in `access.py`."""

from __future__ import annotations

from typing import Any, get_args

from server.core.commands import Command, Role
from server.services.access import ALLOWED, Action, command_action

ANYONE = "anyone"
"""Whoever has not signed in: visitors, and the screens of the hall."""
WHO: dict[str, Role | None] = {
    ANYONE: None,
    "judge": "judge",
    "floor": "floor",
    "chief": "chief",
    "recorder": "recorder",
    "encryption": "encryption",
    "supervisor": "supervisor",
    "organiser": "organiser",
}
"""The columns of the table, in the order they are shown."""

KINDS: tuple[str, ...] = tuple(one.__dataclass_fields__["kind"].default for one in get_args(Command))
"""Every kind of command."""


def table() -> list[dict[str, Any]]:
    """One line for each action: who may do it, and the kinds of command it stands for."""
    return [
        {"action": action.value, "who": who(action), "commands": commands_of(action)}
        for action in Action
        if who(action)
    ]


def who(action: Action) -> list[str]:
    """Who may do it, in the order of the columns; empty: nobody who signs in, nor anyone else."""
    return [name for name, role in WHO.items() if action in ALLOWED[role]]


def commands_of(action: Action) -> list[str]:
    """The kinds of command that asking for is this action."""
    return [kind for kind in KINDS if command_action(kind) is action]


def may(role: Role) -> list[str]:
    """What a role may do, as values of `Action`."""
    return sorted(action.value for action in ALLOWED[role])
