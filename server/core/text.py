"""A text in both languages, as schemes, titles and facts hold it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages; neither may be empty."""

    zh: str
    en: str
