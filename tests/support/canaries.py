"""Canaries of blind judging: what tells who somebody is, and whether a piece of an answer has both sides of a number."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CODE = re.compile(r"\b(?:[ESW]\d\d|sealed-[esw]\d\d)\b")
DEPTH = 2
"""How far below an object of JSON its own words reach: a name in two languages, a number of another object."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """An entry: its id, its number, its names, and the delegation it is of."""

    id: str
    number: str
    names: tuple[str, ...]
    delegation: tuple[str, ...]

    def is_in(self, words: Sequence[str]) -> bool:
        """Whether these words tell who it is."""
        text = "\n".join(words)
        return self.number in words or any(one in text for one in (self.id, *self.names, *self.delegation))


@dataclass(frozen=True, slots=True)
class Canaries:
    """Everybody, and the secret orders: by each layer's numbers, the first one first."""

    people: tuple[Somebody, ...]
    orders: tuple[tuple[str, ...], ...]
    seeds: tuple[str, ...]

    def named(self, answer: Answer) -> list[str]:
        """Who is named at all."""
        return [one.id for one in self.people if any(one.is_in(row) for row in answer.rows)]

    def linked(self, answer: Answer) -> list[str]:
        """Rows that have a sealed number and somebody's name in them."""
        rows = (row for row in answer.rows if CODE.search("\n".join(row)))
        return [" ".join(row)[:300] for row in rows if any(one.is_in(row) for one in self.people)]

    def ordered(self, answer: Answer) -> list[str]:
        """Whether names stand in the order of secret numbers, or in the opposite one: nobody has to write them beside it."""
        found = []
        for of in (lambda one: one.id, lambda one: one.names[0], lambda one: one.names[-1]):
            places = {one.id: answer.text.find(of(one)) for one in self.people}
            if min(places.values()) < 0:
                continue
            there = tuple(sorted(places, key=places.__getitem__))
            found += [" ".join(there) for order in self.orders if there in (order, order[::-1])]
        return found

    def seeds_in(self, text: str) -> list[str]:
        """Seeds that stand in a text."""
        return [seed for seed in self.seeds if seed in text]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, as text, and cut into the rows in which a number and a name would belong together."""

    text: str
    rows: tuple[tuple[str, ...], ...]


def read(kind: str, content: bytes) -> Answer:
    """An answer by its media type."""
    if "spreadsheet" in kind:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            text = "\n".join(book.read(one).decode("utf-8", "replace") for one in book.namelist())
        return Answer(text, ((text,),))
    text = content.decode("utf-8", "replace")
    if "ndjson" in kind:
        return Answer(text, tuple(row for line in text.splitlines() for row in of_json(json.loads(line))))
    if "json" in kind:
        return Answer(text, tuple(of_json(json.loads(text or "null"))))
    if "csv" in kind:
        return Answer(text, tuple(map(tuple, csv.reader(io.StringIO(text)))))
    # A page, like a workbook, has no rows one could rely on: it is one.
    return Answer(text, ((text,),))


def of_json(value: Any) -> Iterator[tuple[str, ...]]:
    """Every object of a JSON text with its own words."""
    if isinstance(value, Mapping):
        yield tuple(_words(value, DEPTH))
        for inner in value.values():
            yield from of_json(inner)
    elif isinstance(value, list):
        yield tuple(one for one in value if isinstance(one, str))
        for inner in value:
            yield from of_json(inner)


def _words(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping) and depth:
        yield from value
        for inner in value.values():
            yield from _words(inner, depth - 1)
    elif isinstance(value, list) and depth:
        yield from (one for one in value if isinstance(one, str))


def lines(texts: Iterable[str]) -> Answer:
    """A log, line by line."""
    every = [line for text in texts for line in text.splitlines()]
    return Answer("\n".join(every), tuple((line,) for line in every))
