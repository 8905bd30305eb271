"""Writes the tables of docs/refusals.md and docs/settings.md from the code; a test checks that they are as it says.

Run after a change of refusals, their texts or settings: `python -m tools.docs`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from pydantic_core import PydanticUndefined

from server.core.refusals import Code
from server.services import texts
from server.settings import Settings

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


PAGES = {"refusals.md": refusals, "settings.md": settings}


def main() -> None:
    """Write both."""
    for name, made in PAGES.items():
        (DOCS / name).write_text(made(), encoding="utf-8")
        print(f"docs/{name}", file=sys.stderr)


if __name__ == "__main__":
    main()
