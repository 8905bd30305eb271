"""Page shells: templates of every face in one environment, drawn in the reader's language. No page's content lives here."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, Response

from server.services import texts
from server.web.answers import language
from server.web.files import Files


class FacePages:
    """Implements `Pages`."""

    def __init__(self, files: Files) -> None:
        self.files = files
        top = Path(__file__).resolve().parent.parent.parent
        folders = {
            "web": top / "server" / "web",
            "desk": top / "server" / "desk",
            "board": top / "scoreboard",
            "judge": top / "judge_client",
        }
        self._templates = Environment(
            loader=PrefixLoader({name: FileSystemLoader(f / "templates") for name, f in folders.items()}),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals["asset"] = files.address
        self._templates.globals["modules"] = cache(files.modules)

    @property
    def build(self) -> str:
        """The revision of the front-end files."""
        return self.files.revision

    def asset(self, path: str) -> str:
        """The revisioned address of a front-end file."""
        return self.files.address(path)

    def modules(self, path: str) -> list[str]:
        """The revisioned address of every module that `path` imports, directly or not."""
        return self.files.modules(path)

    def below(self, *prefixes: str) -> list[str]:
        """The revisioned address of every front-end file whose path begins with one of these."""
        return [self.files.address(path) for path in self.files.known if path.startswith(prefixes)]

    def page(
        self, connection: HTTPConnection, template: str, /, status: int = 200, **values: Any
    ) -> Response:
        """A drawn template; `t(key)` in it is a text in the reader's language."""
        reader = language(connection)
        text = self._templates.get_template(template).render(
            request=connection,
            lang=reader,
            html_lang=texts.FOLDERS[reader],
            t=partial(texts.say, reader),
            **values,
        )
        return HTMLResponse(
            text,
            status,
            {
                "Cache-Control": "no-cache",
                "Vary": "Accept-Language",
                "Content-Language": texts.FOLDERS[reader],
            },
        )
