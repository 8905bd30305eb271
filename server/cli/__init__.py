"""The command line: one typer application, one module for each command. What a command does stands in its module."""

from __future__ import annotations

import importlib
from functools import cache

import typer

COMMANDS = ("serve", "demo", "password", "bench", "verify", "draw", "replay", "check_results", "scheme")
"""Modules of this package; each has a `register(app)` that adds its command or group."""


@cache
def app() -> typer.Typer:
    """Every command, in the order people meet them."""
    made = typer.Typer(
        name="jinchui",
        help="金锤 · live scoring for vocational skills competitions",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @made.callback()
    def _many() -> None:
        """金锤 · live scoring for vocational skills competitions."""

    for name in COMMANDS:
        importlib.import_module(f"server.cli.{name}").register(made)
    return made
