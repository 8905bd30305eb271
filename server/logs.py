"""How log lines look: for people on a terminal, one JSON object a line for machines. What is logged stands elsewhere."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog
import structlog.tracebacks

from server.settings import Settings


def set_up(settings: Settings) -> None:
    """Send everything, uvicorn's and our own, through one formatter to stderr."""
    machine = settings.log_format == "json" or (settings.log_format == "auto" and not sys.stderr.isatty())
    level = getattr(logging, settings.log_level.upper())
    before: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=machine),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *before,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=before,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_last(machine)],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # These tell their own start and every statement; ours says what an operator needs.
    for chatty in ("uvicorn", "sqlalchemy", "alembic", "asyncio", "aiosqlite"):
        logging.getLogger(chatty).setLevel(max(level, logging.WARNING))


def _last(machine: bool) -> list[Any]:
    """Tracebacks without the values of variables: a password may be among them."""
    if machine:
        return [
            structlog.processors.ExceptionRenderer(
                structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
            ),
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ]
    plain = structlog.dev.plain_traceback
    return [
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=24, exception_formatter=plain)
    ]
