"""Writes docs/refusals.md, docs/settings.md and docs/roles.md from the code; a test checks that they are as it says.

Run after a change of refusals, their texts, settings, or of who may do what: `python -m tools.docs`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from pydantic_core import PydanticUndefined

from scoreboard.sockets import PRIVATE
from server.core.refusals import Code
from server.services import access_view, texts
from server.services.access import Action
from server.settings import Settings
from server.web.table import ENDPOINTS

DOCS = Path(__file__).resolve().parent.parent / "docs"

REFUSALS = """# Refusals

Whatever is answered with no has a stable code. It travels as Problem Details (RFC 9457), see
[protocol](protocol.md): `code` for programs, `detail` for people, in the language they read. `retry` says whether
the very same request may succeed later without a change; a tablet keeps such a request and sends it again by itself.

| code | status | retry | 中文 | English |
|---|---|---|---|---|
"""

SETTINGS = """# Settings

Everything an operator can choose. A value on the command line (`jinchui serve --port 8080`) comes before the
environment (`JINCHUI_PORT=8080`), the environment before the file, the file before the default. The file is
`jinchui.toml` in the data folder, or the one that `--config` names:

```toml
port = 8080
address = "http://192.168.1.20:8080"
```

Without `data` the folder is `~/.local/share/jinchui` (or below `XDG_DATA_HOME`) on Linux,
`~/Library/Application Support/Jinchui` on macOS, `%LOCALAPPDATA%\\Jinchui` on Windows.

| setting | environment | default | meaning |
|---|---|---|---|
"""


ROLES = """# Roles: who may do what

Deny by default: one table (`server/services/access.py`) is held against every request, command and board, and
what is not in it is not allowed. This page is written from that table, as is the page **谁可以做什么 / Who may do what** at
the desk, and a test knocks at every door in every role. An official belongs to one competition and means nothing in another.

| role | 中文 | | English | |
|---|---|---|---|---|
"""

TABLE = """
`anyone` is whoever has not signed in. What a judge reads or hands in is theirs alone: they see no colleague's marks and
no names. Stream graphics and ceremonies ask for a token of their own.

## The table

"""

DOORS = """
## What each action opens

| action | |
|---|---|
"""


def refusals() -> str:
    """docs/refusals.md."""
    rows = []
    for code in Code:
        zh, en = (texts.area(language, "refusal")[f"refusal.{code.value}"] for language in texts.FOLDERS)
        rows.append(f"| `{code.value}` | {code.status} | {'yes' if code.retry else 'no'} | {zh} | {en} |\n")
    return REFUSALS + "".join(rows)


def settings() -> str:
    """docs/settings.md."""
    rows = []
    for name, field in Settings.model_fields.items():
        rows.append(
            f"| `{name}` | `JINCHUI_{name.upper()}` | {_default(field.default)} | {field.description} |\n"
        )
    return SETTINGS + "".join(rows)


def _default(value: Any) -> str:
    if value is PydanticUndefined:
        return "by system"
    return f"`{value}`" if value not in (None, "") else "-"


def roles() -> str:
    """docs/roles.md."""
    said = [texts.area(language, "access") for language in texts.FOLDERS]
    told = [
        f"| `{name}` | {' | '.join(area[f'access.role.{name}{part}'] for area in said for part in ('', '_text'))} |\n"
        for name in access_view.WHO
    ]
    head = (
        f"| | {' | '.join(f'`{name}`' for name in access_view.WHO)} |\n|---|{':-:|' * len(access_view.WHO)}\n"
    )
    shown = [action for action in Action if access_view.who(action)]
    rows = [_allowed(action, said) for action in shown]
    doors = [f"| `{action.value}` | {_doors(action)} |\n" for action in shown]
    return "".join([ROLES, *told, TABLE, head, *rows, DOORS, *doors])


def _allowed(action: Action, said: list[Any]) -> str:
    words = " / ".join(area[f"access.action.{action.value}"] for area in said)
    yes = access_view.who(action)
    return f"| `{action.value}` {words} | {' | '.join('✓' if name in yes else '' for name in access_view.WHO)} |\n"


def _doors(action: Action) -> str:
    commands = [f"`{kind}`" for kind in access_view.commands_of(action)]
    routes = [f"`{one.method} {one.path}`" for one in ENDPOINTS if one.action is action]
    boards = [f"`{kind}.…`" for kind, needed in PRIVATE.items() if needed is action]
    parts = (("commands", commands), ("requests", routes), ("boards", boards))
    return "<br>".join(f"{name}: {', '.join(some)}" for name, some in parts if some)


PAGES = {"refusals.md": refusals, "settings.md": settings, "roles.md": roles}


def main() -> None:
    """Write them all."""
    for name, made in PAGES.items():
        (DOCS / name).write_text(made(), encoding="utf-8")
        print(f"docs/{name}", file=sys.stderr)


if __name__ == "__main__":
    main()
