"""The documents say what the code does: refusals and settings word for word."""

from __future__ import annotations

import pytest

from tools import docs


@pytest.mark.parametrize("name", list(docs.PAGES))
def test_the_page_is_what_the_code_says(name: str) -> None:
    written = (docs.DOCS / name).read_text(encoding="utf-8")

    assert written == docs.PAGES[name](), f"docs/{name} is out of date: python -m tools.docs"
