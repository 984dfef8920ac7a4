"""Shapes of lists and mappings, and the JSON Schema of a whole file.

A framework or portable file is described by tables of :class:`Field`; there is no second
description anywhere, so that the reader and the schema cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessment.errors import N_
from assessment.yaml_nodes.nodes import ListNode, MapNode, Node, TextNode
from assessment.yaml_nodes.reading import Part, Path, Reading
from assessment.yaml_nodes.scalars import (
    CODE_FORM,
    MISSING,
    Schema,
    Shape,
    no_value,
    wrong_kind,
)


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list, of at least *least* items, and none of them twice when *distinct*."""

    shape: Shape
    least: int = 0
    distinct: bool = False

    def read(self, node: Node, reading: Reading, path: Path) -> Any:
        """Return the list of values that could be read."""
        if not isinstance(node, ListNode):
            if isinstance(node, TextNode) and node.is_empty:
                return no_value(node, reading, path)
            return wrong_kind(node, reading, path, N_("A list is expected here."))
        if len(node.items) < self.least:
            return wrong_kind(node, reading, path, N_("This list may not be empty."))
        if self.distinct:
            _report_repeated(node, reading, path)
        read = self.shape.read
        values = [
            read(item, reading, (path, place)) for place, item in enumerate(node.items)
        ]
        return [value for value in values if value is not MISSING]

    def schema(self, definitions: dict[str, Schema]) -> Schema:
        """Return the schema."""
        schema: Schema = {"type": "array", "items": self.shape.schema(definitions)}
        if self.least:
            schema["minItems"] = self.least
        if self.distinct:
            schema["uniqueItems"] = True
        return schema


@dataclass(frozen=True, slots=True)
class OneOrMany:
    """A single value, or a list of them; read as a list."""

    shape: Shape

    def read(self, node: Node, reading: Reading, path: Path) -> Any:
        """Return the list of values."""
        if isinstance(node, ListNode):
            return ListOf(self.shape).read(node, reading, path)
        value = self.shape.read(node, reading, path)
        return value if value is MISSING else [value]

    def schema(self, definitions: dict[str, Schema]) -> Schema:
        """Return the schema."""
        one = self.shape.schema(definitions)
        return {"anyOf": [one, {"type": "array", "items": one}]}


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping from keys that are data to values of one shape.

    Read as a :class:`Part` whose field names are the keys.
    """

    shape: Shape
    keys: Shape = CODE_FORM

    def read(self, node: Node, reading: Reading, path: Path) -> Any:
        """Return the part."""
        if not isinstance(node, MapNode):
            return _no_map(node, reading, path)
        part = Part(node, path)
        for key, value in distinct(node, reading, path):
            inner = (path, key.text)
            if self.keys.read(key, reading, inner) is MISSING:
                continue
            part.nodes[key.text] = value
            found = self.shape.read(value, reading, inner)
            if found is not MISSING:
                part.values[key.text] = found
        return part

    def schema(self, definitions: dict[str, Schema]) -> Schema:
        """Return the schema; keys that look like numbers are texts in JSON anyway."""
        names = self.keys.schema(definitions)
        names.pop("type", None)
        schema: Schema = {
            "type": "object",
            "additionalProperties": self.shape.schema(definitions),
        }
        return schema | ({"propertyNames": names} if names else {})


@dataclass(frozen=True, slots=True)
class Field:
    """A named value of a record, with the help an editor shows."""

    name: str
    shape: Shape
    help: str = ""
    required: bool = True


class Record:
    """A mapping with a fixed set of fields; read as a :class:`Part`."""

    __slots__ = ("_by_name", "_required", "fields", "name")

    def __init__(self, name: str, *fields: Field) -> None:
        self.name = name
        self.fields = fields
        self._by_name: Mapping[str, Shape] = {f.name: f.shape for f in fields}
        self._required = tuple(f.name for f in fields if f.required)

    def read(self, node: Node, reading: Reading, path: Path) -> Any:
        """Return the part."""
        if not isinstance(node, MapNode):
            return _no_map(node, reading, path)
        part = Part(node, path)
        for key, value in distinct(node, reading, path):
            name = key.text
            shape = self._by_name.get(name)
            if shape is None:
                reading.report_unknown(
                    key, (path, name), _UNKNOWN_KEY, name, self._by_name
                )
                continue
            part.nodes[name] = value
            found = shape.read(value, reading, (path, name))
            if found is not MISSING:
                part.values[name] = found
        for name in self._required:
            if name not in part.nodes:
                reading.report(node, path, N_('"{name}" is missing here.'), name=name)
        return part

    def schema(self, definitions: dict[str, Schema]) -> Schema:
        """Return a reference to the schema, which is put into *definitions*."""
        if self.name not in definitions:
            definitions[self.name] = {}  # taken, so that a record may hold itself
            properties = {f.name: _described(f, definitions) for f in self.fields}
            definitions[self.name] = {
                "type": "object",
                "properties": properties,
                "required": list(self._required),
                "additionalProperties": False,
            }
        return {"$ref": f"#/$defs/{self.name}"}


def distinct(
    node: MapNode, reading: Reading, path: Path
) -> list[tuple[TextNode, Node]]:
    """Return the entries of *node*; a key given again is reported and left out."""
    first: dict[str, TextNode] = {}
    entries = []
    for key, value in node.entries:
        if first.setdefault(key.text, key) is key:
            entries.append((key, value))
        else:
            reading.report(
                key,
                (path, key.text),
                N_('"{key}" stands here twice; the first time at line {line}.'),
                key=key.text,
                line=first[key.text].line,
            )
    return entries


def json_schema(record: Record, *, title: str, schema_id: str) -> Schema:
    """Return the JSON Schema (2020-12) of a file that holds *record*."""
    definitions: dict[str, Schema] = {}
    record.schema(definitions)
    whole = definitions.pop(record.name)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": schema_id,
        "title": title,
        **whole,
        "$defs": definitions,
    }


def _described(described: Field, definitions: dict[str, Schema]) -> Schema:
    schema = dict(described.shape.schema(definitions))
    return schema | ({"description": described.help} if described.help else {})


def _report_repeated(node: ListNode, reading: Reading, path: Path) -> None:
    seen: set[str] = set()
    for item in node.items:
        if isinstance(item, TextNode):
            if item.text in seen:
                reading.report(
                    item,
                    path,
                    N_('"{found}" stands in this list twice.'),
                    found=item.text,
                )
            seen.add(item.text)


def _no_map(node: Node, reading: Reading, path: Path) -> object:
    if isinstance(node, TextNode) and node.is_empty:
        return no_value(node, reading, path)
    return wrong_kind(
        node, reading, path, N_('A group of "key: value" lines is expected here.')
    )


_UNKNOWN_KEY = (
    N_('"{found}" is not a key that is known here. Did you mean "{guess}"?'),
    N_('"{found}" is not a key that is known here. Known are: {allowed}.'),
)
