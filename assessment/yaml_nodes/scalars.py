"""Shapes of single values: texts, keys, references, words, numbers, flags.

``read`` returns the value, or ``MISSING`` after reporting why not.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Protocol

from assessment.errors import N_
from assessment.yaml_nodes.nodes import Node, TextNode, unprintable_in
from assessment.yaml_nodes.reading import Path, Reading

Schema = dict[str, Any]

MISSING: Final = object()
"""What a shape returns for a value that was refused."""

KEBAB = r"^[a-z0-9]+(-[a-z0-9]+)*$"
CODE = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,12})?")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,11})")


class Shape(Protocol):
    """Something that can be read from a node and described to an editor."""

    def read(self, node: Node, reading: Reading, path: Path) -> Any:
        """Return the value of *node*, or MISSING after reporting what is wrong."""

    def schema(self, definitions: dict[str, Schema]) -> Schema:
        """Return the JSON Schema; records put theirs into *definitions*."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text: any scalar, as it was written.

    Attributes:
        exact: Keep white space around it (what people typed), instead of trimming.
        may_be_empty: Whether ``""`` will do.
        max_length: Longest text in characters; 0: no limit.
    """

    exact: bool = False
    may_be_empty: bool = False
    max_length: int = 0

    def read(self, node: Node, reading: Reading, path: Path) -> Any:
        """Return the text."""
        if not isinstance(node, TextNode):
            return wrong_kind(node, reading, path, N_("A text is expected here."))
        text = node.text if self.exact else node.text.strip()
        if node.is_empty or not (self.may_be_empty or text.strip()):
            return no_value(node, reading, path)
        if self.max_length and len(text) > self.max_length:
            reading.report(
                node,
                path,
                N_("This text has {length} characters; at most {limit} are kept."),
                length=len(text),
                limit=self.max_length,
            )
            return MISSING
        if code := unprintable_in(text):
            return wrong_kind(
                node,
                reading,
                path,
                N_("The character {code} may not stand in a text. Delete it."),
                code=code,
            )
        return text

    def schema(self, definitions: dict[str, Schema]) -> Schema:
        """Return the schema: numbers too, since we read every scalar as its text."""
        schema: Schema = {"type": ["string", "number", "boolean"]}
        if not self.may_be_empty:
            schema["pattern"] = r"\S"
        if self.max_length:
            schema["maxLength"] = self.max_length
        return schema


@dataclass(frozen=True, slots=True)
class Pattern:
    """A short text of a fixed form, with a sentence that says the form."""

    pattern: str
    says: str
    regex: "re.Pattern[str]" = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "regex", re.compile(self.pattern))

    def read(self, node: Node, reading: Reading, path: Path) -> Any:
        """Return the text."""
        if not isinstance(node, TextNode):
            return wrong_kind(node, reading, path, N_("A text is expected here."))
        if node.is_empty:
            return no_value(node, reading, path)
        # fullmatch, because $ lets a line break pass
        if not self.regex.fullmatch(node.text):
            return wrong_kind(node, reading, path, self.says, found=node.text)
        return node.text

    def schema(self, definitions: dict[str, Schema]) -> Schema:
        """Return the schema."""
        return {"type": ["string", "number"], "pattern": self.pattern}


KEY_FORM = Pattern(
    KEBAB,
    N_('"{found}" is not a key: small letters a-z, digits, single hyphens between.'),
)
CODE_FORM = Pattern(
    CODE, N_('"{found}" is not a code: letters a-z, digits, and . _ - after the first.')
)


@dataclass(frozen=True, slots=True)
class Key:
    """The key of a *kind* of thing: well-formed and, unless local, unique in the file.

    Attributes:
        kind: What it is a key of; empty for keys that are unique in their list only.
    """

    kind: str = ""
    form: Pattern = KEY_FORM

    def read(self, node: Node, reading: Reading, path: Path) -> Any:
        """Return the key."""
        found = self.form.read(node, reading, path)
        if found is not MISSING and self.kind and isinstance(node, TextNode):
            reading.define(self.kind, node, path)
        return found

    def schema(self, definitions: dict[str, Schema]) -> Schema:
        """Return the schema."""
        return self.form.schema(definitions)


@dataclass(frozen=True, slots=True)
class Reference:
    """The key of a *kind* of thing defined elsewhere in the file."""

    kind: str

    def read(self, node: Node, reading: Reading, path: Path) -> Any:
        """Return the key; whether it exists is checked when all are known."""
        if not isinstance(node, TextNode):
            return wrong_kind(node, reading, path, N_("A key is expected here."))
        if node.is_empty:
            return no_value(node, reading, path)
        reading.refer(self.kind, node, path)
        return node.text

    def schema(self, definitions: dict[str, Schema]) -> Schema:
        """Return the schema."""
        return {"type": ["string", "number"]}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    options: tuple[str, ...]

    def read(self, node: Node, reading: Reading, path: Path) -> Any:
        """Return the word."""
        if not isinstance(node, TextNode):
            return wrong_kind(node, reading, path, N_("A single word is expected."))
        if node.is_empty:
            return no_value(node, reading, path)
        if node.text not in self.options:
            reading.report_unknown(node, path, _UNKNOWN_CHOICE, node.text, self.options)
            return MISSING
        return node.text

    def schema(self, definitions: dict[str, Schema]) -> Schema:
        """Return the schema."""
        return {"enum": list(self.options)}


@dataclass(frozen=True, slots=True)
class Flag:
    """``true`` or ``false``, without quotes."""

    def read(self, node: Node, reading: Reading, path: Path) -> Any:
        """Return the bool."""
        if (
            isinstance(node, TextNode)
            and not node.quoted
            and node.text in {"true", "false"}
        ):
            return node.text == "true"
        return wrong_kind(
            node, reading, path, N_("true or false is expected here, without quotes.")
        )

    def schema(self, definitions: dict[str, Schema]) -> Schema:
        """Return the schema."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number without quotes: Decimal, or int when *whole*.

    Attributes:
        above: Lower bound that is not itself allowed, instead of ``low``.
    """

    low: int | None = None
    high: int | None = None
    above: int | None = None
    whole: bool = False

    def read(self, node: Node, reading: Reading, path: Path) -> Any:
        """Return the number, exactly as written."""
        form = _INTEGER if self.whole else _NUMBER
        if not (
            isinstance(node, TextNode) and not node.quoted and form.fullmatch(node.text)
        ):
            if isinstance(node, TextNode) and node.is_empty:
                return no_value(node, reading, path)
            says = _WHOLE_EXPECTED if self.whole else _NUMBER_EXPECTED
            return wrong_kind(node, reading, path, says)
        number = Decimal(node.text)
        if problem := self._out_of_bounds(number):
            reading.report(node, path, problem[0], found=node.text, limit=problem[1])
            return MISSING
        return int(number) if self.whole else number

    def _out_of_bounds(self, number: Decimal) -> tuple[str, int] | None:
        if self.above is not None and number <= self.above:
            return N_("{found} is too small: it must be above {limit}."), self.above
        if self.low is not None and number < self.low:
            return N_("{found} is too small: at least {limit}."), self.low
        if self.high is not None and number > self.high:
            return N_("{found} is too large: at most {limit}."), self.high
        return None

    def schema(self, definitions: dict[str, Schema]) -> Schema:
        """Return the schema."""
        bounds = {
            "minimum": self.low,
            "exclusiveMinimum": self.above,
            "maximum": self.high,
        }
        kind = "integer" if self.whole else "number"
        return {"type": kind} | {k: v for k, v in bounds.items() if v is not None}


def wrong_kind(
    node: Node, reading: Reading, path: Path, template: str, **values: object
) -> object:
    """Report that *node* is not what belongs here; return MISSING."""
    reading.report(node, path, template, **values)
    return MISSING


def no_value(node: Node, reading: Reading, path: Path) -> object:
    """Report that nothing was written at *node*; return MISSING."""
    name = path[1] if path else ""
    reading.report(
        node,
        path,
        N_(
            '"{name}" has no value. Write one, or leave the key out if it may be'
            " missing; a text with # in it needs quotes."
        ),
        name=name,
    )
    return MISSING


_NUMBER_EXPECTED = N_("A number such as 2 or 0.8 is expected here, without quotes.")
_WHOLE_EXPECTED = N_("A whole number such as 3 is expected here, without quotes.")
_UNKNOWN_CHOICE = (
    N_('"{found}" may not stand here. Did you mean "{guess}"?'),
    N_('"{found}" may not stand here. Choose one of: {allowed}.'),
)
