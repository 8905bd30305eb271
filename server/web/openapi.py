"""The OpenAPI 3.1 document, drawn from the table of endpoints: what is not in the table cannot be in the document."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from importlib.metadata import version
from typing import Annotated, Any, get_args

from pydantic import Field, TypeAdapter

from server.core.commands import Command
from server.core.refusals import Code
from server.services import texts
from server.services.access import EVERYONE
from server.web import shapes
from server.web.answers import PROBLEM
from server.web.endpoints import Endpoint, Query

Json = dict[str, Any]

_PLACE = re.compile(r"\{(\w+)(?::\w+)?\}")
_REF = "#/components/schemas/{model}"
_ID = {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,39}$"}
_WIDE = {
    "board": {"type": "string", "minLength": 1, "maxLength": 130},
    "code": {"type": "string", "minLength": 1, "maxLength": 20},
    "file": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}

ABOUT = """
Live scoring for vocational skills competitions: from judges' tablets to venue displays.

Marks and totals travel as strings, times as whole milliseconds since 1970 UTC, a text in two languages as
`{"zh": "...", "en": "..."}`. Every refusal is a Problem Details document with a stable `code`; `retry` says whether
the very same request may succeed later. Commands carry an `Idempotency-Key` of 32 hexadecimal digits: the same
command again gets the same receipt. Boards are pushed over the WebSocket `/ws/v1/boards`.
"""


@cache
def _document(endpoints: tuple[Endpoint, ...]) -> Json:
    schemas = _Schemas()
    paths: dict[str, Json] = defaultdict(dict)
    for endpoint in endpoints:
        paths[_PLACE.sub(r"{\1}", endpoint.path)][endpoint.method.lower()] = _operation(endpoint, schemas)
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "金锤 · Jinchui",
            "version": version("jinchui"),
            "description": ABOUT.strip(),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "tags": [{"name": tag} for tag in dict.fromkeys(endpoint.tag for endpoint in endpoints)],
        "paths": dict(paths),
        "components": {
            "schemas": dict(sorted(schemas.found.items())),
            "securitySchemes": {
                "cookie": {"type": "apiKey", "in": "cookie", "name": "jinchui"},
                "bearer": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def document(endpoints: list[Endpoint]) -> Json:
    """The whole document; drawn once."""
    return _document(tuple(endpoints))


class _Schemas:
    """Collects the schemas of types under their names, each once."""

    def __init__(self) -> None:
        self.found: dict[str, Json] = {}

    def of(self, kind: Any, mode: Any) -> Json:
        """A schema or a reference to it."""
        if kind is Command:
            return self._command()
        schema = TypeAdapter(kind).json_schema(mode=mode, ref_template=_REF)
        self.found.update({name: _tidy(value) for name, value in schema.pop("$defs", {}).items()})
        name = schema.get("title")
        if schema.get("type") == "object" and name:
            self.found[name] = _tidy(schema)
            return {"$ref": _REF.format(model=name)}
        tidy: Json = _tidy(schema)
        return tidy

    def _command(self) -> Json:
        """One of the commands; `kind` says which, so here it is needed."""
        schema = TypeAdapter(Annotated[Command, Field(discriminator="kind")]).json_schema(ref_template=_REF)
        self.found.update({name: _tidy(value) for name, value in schema.pop("$defs").items()})
        for kind in get_args(Command):
            command = self.found[kind.__name__]
            command["required"] = sorted({*command.get("required", []), "kind"})
        self.found["Command"] = _tidy(schema)
        return {"$ref": _REF.format(model="Command")}


def _tidy(schema: Any) -> Any:
    """Nothing unknown is taken; what pydantic adds for Python only is left out."""
    if isinstance(schema, list):
        return [_tidy(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    tidy = {name: _tidy(value) for name, value in schema.items()}
    if tidy.get("type") == "object" and "properties" in tidy:
        tidy.setdefault("additionalProperties", False)
    # Decimals come as texts or whole numbers: a JSON number with a fraction is refused.
    if isinstance(tidy.get("anyOf"), list) and {"type": "number"} in tidy["anyOf"]:
        tidy["anyOf"] = [
            {"type": "integer"} if part == {"type": "number"} else part for part in tidy["anyOf"]
        ]
    return tidy


def _operation(endpoint: Endpoint, schemas: _Schemas) -> Json:
    operation: Json = {
        "operationId": _operation_id(endpoint),
        "tags": [endpoint.tag],
        "summary": endpoint.summary,
        "parameters": _parameters(endpoint),
        "responses": _responses(endpoint, schemas),
    }
    if endpoint.body is not None:
        schema = schemas.of(endpoint.body, "validation")
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    if endpoint.upload:
        part = {"type": "string", "contentMediaType": "application/octet-stream"}
        form = {"type": "object", "properties": {"file": part}, "required": ["file"]}
        operation["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": form}}}
    operation["security"] = _security(endpoint)
    return operation


def _security(endpoint: Endpoint) -> list[Json]:
    """What is open to all may still hold something that is not: then signing in helps."""
    keys: list[Json] = [{"cookie": []}, {"bearer": []}]
    if endpoint.action not in EVERYONE:
        return keys
    return [{}, *keys] if Code.SIGN_IN_NEEDED in endpoint.refusals else []


def _operation_id(endpoint: Endpoint) -> str:
    return endpoint.method.lower() + re.sub(r"\W+", "_", endpoint.path.removeprefix("/api/v1")).rstrip("_")


def _parameters(endpoint: Endpoint) -> list[Json]:
    found: list[Json] = [
        {"name": name, "in": "path", "required": True, "schema": _WIDE.get(name, _ID)}
        for name in _PLACE.findall(endpoint.path)
    ]
    if endpoint.keyed or any(q.name == "confirm" for q in endpoint.query):
        found.append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": endpoint.keyed,
                "description": "128 random bits made by the client: the id of the command.",
                "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            }
        )
    found += [
        {
            "name": header.name,
            "in": "header",
            "description": header.text,
            "schema": {"type": "string", "pattern": header.pattern},
        }
        for header in endpoint.headers
    ]
    return found + [_query(query) for query in endpoint.query]


def _query(query: Query) -> Json:
    schema: Json = {"type": query.kind}
    if query.choices:
        schema["enum"] = list(query.choices)
    if query.kind == "integer":
        schema |= {"minimum": 0, "maximum": 10**15 - 1}
    return {"name": query.name, "in": "query", "description": query.text, "schema": schema}


def _responses(endpoint: Endpoint, schemas: _Schemas) -> Json:
    responses: Json = {
        str(endpoint.status): {"description": endpoint.summary, "content": _content(endpoint, schemas)}
    }
    if endpoint.etag:
        responses["304"] = {"description": "Unchanged since the ETag in If-None-Match."}
    by_status: dict[int, list[Code]] = defaultdict(list)
    for code in sorted(endpoint.may_refuse()):
        by_status[code.status].append(code)
    problem = schemas.of(shapes.Problem, "serialization")
    said = texts.area("en", "refusal")
    for status, codes in sorted(by_status.items()):
        schema = {"allOf": [problem, {"properties": {"code": {"enum": [code.value for code in codes]}}}]}
        responses[str(status)] = {
            "description": "\n\n".join(f"`{code.value}`: {said[f'refusal.{code.value}']}" for code in codes),
            "content": {PROBLEM: {"schema": schema}},
        }
    if endpoint.may_be_unready:
        content = responses["503"]["content"] if "503" in responses else {}
        content |= _content(endpoint, schemas)
        responses["503"] = {"description": "Not ready, or busy.", "content": content}
    return responses


def _content(endpoint: Endpoint, schemas: _Schemas) -> Json:
    if isinstance(endpoint.answer, str):
        return {kind: {"schema": {"type": "string"}} for kind in endpoint.answer.split(", ")}
    return {"application/json": {"schema": schemas.of(endpoint.answer, "serialization")}}
