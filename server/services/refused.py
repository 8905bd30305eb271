"""A refusal as an exception: on its way from where it arises to the edge that words it. Nothing else lives here."""

from __future__ import annotations

from collections.abc import Mapping

from server.core.refusals import Code, Refusal


class Refused(Exception):
    """A refusal on its way to the edge, where it becomes Problem Details in the reader's language."""

    def __init__(self, code: Code, /, **detail: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.detail: Mapping[str, str | int] = detail

    @classmethod
    def of(cls, refusal: Refusal) -> Refused:
        """The same no, raised instead of returned."""
        return cls(refusal.code, **refusal.detail)
