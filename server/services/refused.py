"""A refusal as an exception: on its way from where it arises to the edge that words it. Nothing else lives here."""

from __future__ import annotations

from collections.abc import Mapping

from server.core.refusals import Code, Refusal
from server.core.text import Text


class Refused(Exception):
    """
    A refusal on its way to the edge, where it becomes Problem Details in the reader's language.

    `names`: what some details are called by people, see `refusal_names.py`.
    """

    def __init__(self, code: Code, /, **detail: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.detail: Mapping[str, str | int] = detail
        self.names: Mapping[str, Text] = {}

    @classmethod
    def of(cls, refusal: Refusal, names: Mapping[str, Text] | None = None) -> Refused:
        """The same no, raised instead of returned."""
        refused = cls(refusal.code, **refusal.detail)
        refused.names = names or {}
        return refused
