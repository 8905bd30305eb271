"""YAML as text: mappings, lists, texts and nulls with their lines, and nothing else. What they mean is not known here.

Every scalar stays the text that was written, so no number ever passes through a float, `no` is not false, `1:30` is
not 90, and a date is not a date. Anchors, aliases, tags, doubled keys and endless nesting are refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.composer import Composer
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.resolver import Resolver

from server.core.problems import Problem, problem

DEPTH_MAX = 30
NODES_MAX = 20_000
"""Texts, lists and mappings in one file: the largest scheme has some 15,000, and a hostile file must not take minutes."""
_NULLS = ("", "~", "null")
_PLAIN_TAGS = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:str")

Plain = str | list["Plain"] | dict[str, "Plain"] | None


@dataclass(frozen=True, slots=True)
class Document:
    """A file's content, the line each path of it begins on, and what was refused."""

    data: Plain
    lines: Mapping[str, int]
    problems: tuple[Problem, ...]


class _Refused(Exception):
    """Composing cannot go on."""

    def __init__(self, code: str, line: int, **detail: int) -> None:
        super().__init__(code)
        self.problem = problem(code, "", line, **detail)


class _Loader(Composer, CParser, Resolver):
    """
    Composes nodes only; constructs nothing, resolves nothing. Scanning and parsing are libyaml's, ten times faster.

    The order of the bases matters: nodes are composed by `Composer` in Python, where they can be counted.
    """

    yaml_implicit_resolvers: dict[str, list[object]] = {}
    depth = 0
    nodes = 0

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        Composer.__init__(self)
        Resolver.__init__(self)

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        event: Any = self.peek_event()
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise _Refused("alias_refused", line)
        if self.depth >= DEPTH_MAX:
            raise _Refused("too_deep", line)
        self.nodes += 1
        if self.nodes > NODES_MAX:
            raise _Refused("too_much", line, limit=NODES_MAX)
        self.depth += 1
        node: Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read_yaml(text: str) -> Document:
    """The document in the text, or what makes it unreadable."""
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
    except _Refused as refused:
        return Document(None, {}, (refused.problem,))
    except yaml.MarkedYAMLError as failed:
        mark = failed.problem_mark or failed.context_mark
        line = None if mark is None else mark.line + 1
        why = failed.problem or failed.context or "?"
        return Document(None, {}, (problem("file_unreadable", "", line, why=why),))
    except yaml.YAMLError as failed:
        return Document(None, {}, (problem("file_unreadable", "", why=str(failed).splitlines()[0]),))
    reader = _Reader()
    data = reader.plain(node, "") if node is not None else None
    return Document(data, reader.lines, tuple(reader.problems))


class _Reader:
    """Turns nodes into plain data; collects every refusal instead of stopping at the first."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []

    def plain(self, node: Node, path: str) -> Plain:
        self.lines[path] = node.start_mark.line + 1
        if node.tag not in _PLAIN_TAGS:
            self._refuse("tag_refused", path, node, tag=node.tag)
        if isinstance(node, SequenceNode):
            return [self.plain(item, f"{path}[{n}]") for n, item in enumerate(node.value)]
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        assert isinstance(node, ScalarNode)
        return None if not node.style and node.value in _NULLS else str(node.value)

    def _mapping(self, node: MappingNode, path: str) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self._refuse("key_not_text", path, key)
                continue
            if key.value in found:
                self._refuse("key_twice", path, key, key=key.value)
            found[key.value] = self.plain(value, f"{path}.{key.value}".lstrip("."))
        return found

    def _refuse(self, code: str, path: str, node: Node, **detail: str) -> None:
        self.problems.append(problem(code, path, node.start_mark.line + 1, **detail))
