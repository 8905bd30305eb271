"""`jinchui` and `python -m server`: hands over to the command line. Nothing else lives here."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command that was typed."""
    for stream in (sys.stdout, sys.stderr):
        # A console of another code page would end the program at the first Chinese character.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from server.cli import app

    app()()


if __name__ == "__main__":
    main()
