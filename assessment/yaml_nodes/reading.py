"""What is collected while nodes are read: problems, keys defined, references made."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from assessment.errors import N_, Problem
from assessment.yaml_nodes.nodes import Node, TextNode

MAX_PROBLEMS = 200
"""More are counted but not listed: the file is then something else altogether."""

Path = tuple[Any, ...]
"""Where a node is, innermost last and nested: ``((((), "answers"), "law"), "met")``.
Made for every node and needed for few, so it is put into words only on demand."""


class Part:
    """A mapping that was read: values by field name, and where each was written.

    Fields that were left out or refused have no value; builders therefore run only when
    there is no problem, and checks ask with :meth:`get`.
    """

    __slots__ = ("node", "nodes", "path", "values")

    def __init__(self, node: Node, path: Path) -> None:
        self.node = node
        self.path = path
        self.values: dict[str, Any] = {}
        self.nodes: dict[str, Node] = {}

    def __getitem__(self, name: str) -> Any:  # parsing edge: the shape knows the type
        return self.values[name]

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value of field *name*, *default* when it has none."""
        return self.values.get(name, default)

    def parts(self, name: str) -> "list[Part]":
        """Return the parts in list *name*, none when it is missing."""
        found: list[Part] = self.values.get(name, [])
        return found

    def at(self, name: str) -> Node:
        """Return where field *name* was written, else where the part begins."""
        return self.nodes.get(name, self.node)


class Reading:
    """The memory of reading one file."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.defined: dict[str, dict[str, TextNode]] = {}
        self._problems: list[Problem] = []
        self._references: list[tuple[str, TextNode, Path]] = []
        self._count = 0

    @property
    def has_problems(self) -> bool:
        """Whether anything was wrong so far."""
        return bool(self._count)

    def problems(self) -> tuple[Problem, ...]:
        """Return what was wrong, by place; the last one may count the rest."""
        found = sorted(self._problems, key=lambda p: (p.line, p.column))
        if more := self._count - len(found):
            template = N_("There are {count} more problems.")
            found.append(Problem(self.source, 0, 0, template, {"count": more}))
        return tuple(found)

    def report(self, node: Node, path: Path, template: str, **values: object) -> None:
        """Note a problem at *node*."""
        self._count += 1
        if len(self._problems) < MAX_PROBLEMS:
            place = (self.source, node.line, node.column)
            self._problems.append(Problem(*place, template, values, in_words(path)))

    def report_unknown(
        self,
        node: Node,
        path: Path,
        templates: tuple[str, str],
        found: str,
        candidates: Iterable[str],
    ) -> None:
        """Note that *found* is none of *candidates*, with the nearest one as a guess.

        Args:
            node: Where it stands.
            path: Where it stands in the data.
            templates: Sentence with ``{found}`` and ``{guess}``, and sentence with
                ``{found}`` and ``{allowed}`` for when nothing is near.
            found: What was written.
            candidates: What may be written.
        """
        known = list(candidates)
        guess = nearest(found, known) if self._count < MAX_PROBLEMS else ""
        if guess:
            self.report(node, path, templates[0], found=found, guess=guess)
        else:
            allowed = _listed(known)
            self.report(node, path, templates[1], found=found, allowed=allowed)

    def define(self, kind: str, node: TextNode, path: Path) -> None:
        """Note that a *kind* of thing has this key; twice is a problem."""
        keys = self.defined.setdefault(kind, {})
        if (first := keys.setdefault(node.text, node)) is not node:
            self.report(
                node,
                path,
                N_('The key "{key}" is already used at line {line}.'),
                key=node.text,
                line=first.line,
            )

    def know(self, kind: str, keys: Iterable[str]) -> None:
        """Let *keys* be referred to although this file does not define them."""
        known = self.defined.setdefault(kind, {})
        for key in keys:
            known.setdefault(key, TextNode(0, 0, key, False))

    def add(self, problem: Problem, node: Node) -> None:
        """Note a *problem* that others found, at *node*."""
        self._count += 1
        if len(self._problems) < MAX_PROBLEMS:
            placed = replace(
                problem, source=self.source, line=node.line, column=node.column
            )
            self._problems.append(placed)

    def refer(self, kind: str, node: TextNode, path: Path) -> None:
        """Note that a *kind* of thing is referred to; see :meth:`check_references`."""
        self._references.append((kind, node, path))

    def check_references(self, words: Mapping[str, tuple[str, str]]) -> None:
        """Report every reference to what was not defined.

        Args:
            words: Kind -> the two sentences of :meth:`report_unknown`.
        """
        for kind, node, path in self._references:
            keys = self.defined.get(kind, {})
            if node.text not in keys:
                self.report_unknown(node, path, words[kind], node.text, keys)


def nearest(found: str, candidates: Iterable[str]) -> str:
    """Return the one of *candidates* most like *found*, "" when none is near."""
    by_lower = {candidate.lower(): candidate for candidate in candidates}
    matches = get_close_matches(found.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[matches[0]] if matches else ""


def in_words(path: Path) -> str:
    """Return *path* as people write it: ``answers.law.met``; items count from 0."""
    names: list[str] = []
    while path:
        path, name = path
        names.append(str(name))
    return ".".join(reversed(names))


def _listed(known: list[str]) -> str:
    shown = ", ".join(known[:_SHOWN])
    return f"{shown}, …" if len(known) > _SHOWN else shown or "–"


_SHOWN = 12
