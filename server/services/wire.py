"""JSON forms of commands, facts and records, in and out. What they mean is decided in the core, not here."""

import json
from collections.abc import Iterator
from dataclasses import is_dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Annotated, Any, NoReturn, get_args

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from server.core.commands import Actor, Command
from server.core.exact import parse_number
from server.core.facts import Fact
from server.core.ids import CommandId
from server.core.later import as_written
from server.core.ledger import Entry, Record
from server.core.refusals import Code, Refusal
from server.services.malformed import both, explain, not_json
from server.services.marks_shared import shared
from server.services.scheme_files import shape_problems
from server.storage.chain import canonical

DEPTH_MAX = 16
"""A scheme inside a command is 13 deep; nothing of ours is deeper."""
BYTES_MAX = 2 * 1024 * 1024
"""A whole scheme fits twice. The edge sets narrower limits for what comes in."""

# Built at their first use: an empty server answers a tenth of a second earlier.
_STRICT = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False, defer_build=True)
COMMAND: TypeAdapter[Command] = TypeAdapter(Annotated[Command, Field(discriminator="kind")], config=_STRICT)
FACT: TypeAdapter[Fact] = TypeAdapter(Annotated[Fact, Field(discriminator="kind")], config=_STRICT)


COMMANDS = frozenset(one.__dataclass_fields__["kind"].default for one in get_args(Command))
"""Every kind of command there is."""


def parse_command(body: bytes) -> Command | Refusal:
    """
    A command from the JSON a client sent, or the refusal `malformed`.

    Unknown and doubled keys, floats, numbers beyond 2^53 or oddly spelled, and texts where numbers belong are refused,
    never reinterpreted. It is parsed twice: pydantic's parser keeps the last of two equal keys, Python's lets us look.
    """
    try:
        value = _look_through(body)
        return _scheme_refused(value) or _plain(COMMAND.validate_json(body), value)
    except ValidationError as error:
        return _malformed(explain(error))
    except (ValueError, RecursionError) as error:
        return _malformed(not_json(error))


def kind_of(body: bytes) -> str | None:
    """Which command a body that is none was meant to be; None where it cannot be told."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    kind = value.get("kind") if isinstance(value, dict) else None
    return kind if isinstance(kind, str) and kind in COMMANDS else None


def command_json(command: Command) -> dict[str, Any]:
    """A command's JSON form, as a tablet sends it."""
    return _json(COMMAND, command)


def fact_json(fact: Fact) -> dict[str, Any]:
    """A fact's JSON form, as the ledger keeps it."""
    return _json(FACT, fact)


def parse_fact(body: Any) -> Fact:
    """
    The fact a ledger holds; lists become tuples and texts decimals, nothing else is let through.

    :raises ValueError: it is no fact of ours
    """
    return shared(FACT.validate_python(body, strict=False))


def digest(command: Command, actor: Actor) -> str:
    """
    SHA-256 (hex) of who asks for what: two requests under one id are the same when their digests are.

    The device is left out: a tablet paired anew sends again what it could not send before.
    """
    whole = {"role": actor.role, "official": actor.official, "command": command_json(command)}
    return sha256(canonical(whole)).hexdigest()


def record_json(record: Record) -> dict[str, Any]:
    """A record's JSON form: one line of an export."""
    entry = record.entry
    return {
        "position": record.position,
        "recorded_at": entry.recorded_at,
        "actor": entry.actor,
        "device": entry.device,
        "command": entry.command,
        "digest": entry.digest,
        "body": entry.body,
        "previous": record.previous,
        "hash": record.hash,
    }


def record_line(record: Record) -> bytes:
    """A record as one line of NDJSON, canonical."""
    return canonical(record_json(record)) + b"\n"


def parse_record(line: bytes | str) -> Record:
    """
    A record from a line of an export.

    :raises ValueError: it is no record
    """
    value = _look_through(line.encode() if isinstance(line, str) else line)
    if not isinstance(value, dict) or {key: type(item) for key, item in value.items()} != _RECORD:
        raise ValueError("not a record")
    return Record(
        value["position"],
        Entry(
            CommandId(value["command"]),
            value["digest"],
            value["recorded_at"],
            value["actor"],
            value["device"],
            value["body"],
        ),
        value["previous"],
        value["hash"],
    )


_RECORD = {
    "position": int,
    "recorded_at": int,
    "actor": str,
    "device": str,
    "command": str,
    "digest": str,
    "body": dict,
    "previous": str,
    "hash": str,
}


def _json(adapter: TypeAdapter[Any], value: Any) -> dict[str, Any]:
    form: dict[str, Any] = as_written(value, adapter.dump_python(value, mode="json"))
    return form


def _scheme_refused(value: Any) -> Refusal | None:
    """The first fault in the shape of a scheme, in the words of whoever writes schemes."""
    if not isinstance(value, dict) or value.get("kind") != "add_event":
        return None
    for wrong in shape_problems(value.get("scheme"), ""):
        text = f"{wrong.text.zh} / {wrong.text.en}"
        return Refusal(Code.SCHEME_INVALID, {"where": wrong.path, "problem": text})
    return None


def _plain(command: Command, value: Any) -> Command | Refusal:
    """The command, if its numbers are spelled as a judge would: `5_0` is no 50, and `1e999999999` would never be reckoned."""
    for where in _odd_numbers(command, value, ""):
        return _malformed(
            both(f"{where}：数值写法不对", "plain decimals, at most 9 digits before and 6 after the point")
        )
    return shared(command)


def _odd_numbers(read: object, written: object, where: str) -> Iterator[str]:
    """Where a number was read from a text that does not spell one; `written` is what `read` came from."""
    if isinstance(read, Decimal):
        if isinstance(written, str) and parse_number(written) is None:
            yield where
    elif isinstance(read, tuple) and isinstance(written, list):
        for n, (one, text) in enumerate(zip(read, written, strict=True)):
            yield from _odd_numbers(one, text, f"{where}.{n}")
    elif is_dataclass(read) and isinstance(written, dict):
        for name, text in written.items():
            yield from _odd_numbers(getattr(read, name), text, f"{where}.{name}".lstrip("."))


def _malformed(problem: str) -> Refusal:
    return Refusal(Code.MALFORMED, {"problem": problem})


def _look_through(body: bytes) -> Any:
    """The value, once nothing in it could be read in two ways."""
    if len(body) > BYTES_MAX:
        raise ValueError(f"larger than {BYTES_MAX} bytes")
    value = json.loads(
        body.decode("utf-8"),
        object_pairs_hook=_once,
        parse_int=_small,
        parse_float=_no_float,
        parse_constant=_no_float,
    )
    if _deeper_than(value, DEPTH_MAX):
        raise ValueError(f"deeper than {DEPTH_MAX} levels")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return value


def _no_float(text: str) -> NoReturn:
    raise ValueError(f"{text[:20]}: numbers with a fraction travel as texts")


def _small(text: str) -> int:
    if len(text) > 16 or abs(int(text)) >= 2**53:
        raise ValueError(f"{text[:20]}: whole numbers end at 2^53")
    return int(text)


def _deeper_than(value: Any, levels: int) -> bool:
    if isinstance(value, dict):
        inner: Any = value.values()
    elif isinstance(value, list):
        inner = value
    else:
        return False
    return levels == 0 or any(_deeper_than(item, levels - 1) for item in inner)
