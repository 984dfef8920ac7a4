"""YAML text to nodes: the events of libyaml, with nothing interpreted.

No tag is resolved, so ``No``, ``1.10``, ``12:30``, ``010`` and dates stay the text that was
written. Anchors, aliases, tags and further documents are refused at their place.
"""

from collections.abc import Iterator
from typing import Any, NoReturn

import yaml

from assessment.errors import N_
from assessment.yaml_nodes.nodes import (
    MAX_DEPTH,
    ListNode,
    MapNode,
    Node,
    TextNode,
    check_printable,
    refuse,
)

# The pure parser gives the same events 30 times slower, where PyYAML has no libyaml.
_Parser = getattr(yaml, "CLoader", yaml.SafeLoader)

_ADVICE: tuple[tuple[str, str], ...] = (
    (
        "mapping values are not allowed",
        N_(
            'A ": " stands where it may not: put the text in quotes, or mend the'
            " indentation."
        ),
    ),
    (
        "could not find expected ':'",
        N_("A key needs a colon and a space after it, on the same line."),
    ),
    (
        "did not find expected key",
        N_(
            "The indentation does not fit the lines above, or a quotation mark is"
            " missing before this place."
        ),
    ),
    (
        "expected <block end>",
        N_(
            "The indentation does not fit the lines above, or a quotation mark is"
            " missing before this place."
        ),
    ),
    (
        "did not find expected '-' indicator",
        N_("The items of this list are not aligned: each begins with - in one column."),
    ),
    (
        "block sequence entries are not allowed",
        N_("A list may not begin here: put it on the next line, indented."),
    ),
    (
        "unexpected end of stream",
        N_("A quotation mark opened at line {start} is never closed."),
    ),
    (
        "expected ',' or ']'",
        N_("The list opened with [ at line {start} needs a comma or ] here."),
    ),
    (
        "expected ',' or '}'",
        N_("The group opened with {{ at line {start} needs a comma or }} here."),
    ),
    (
        "unknown escape character",
        N_(
            "A backslash inside double quotes has a special meaning: use single quotes."
        ),
    ),
)


def compose(text: str, source: str) -> Node:
    """Return the one document in *text* as a tree of nodes.

    Raises:
        InvalidInputError: when it is not YAML, or uses what is refused (see above).
    """
    check_printable(text, source)
    try:
        return _compose(_events(text), source)
    except yaml.MarkedYAMLError as error:
        _explain(error, text, source)


def _events(text: str) -> Iterator[Any]:
    parser = _Parser(text)
    try:
        get_event = parser.get_event
        while (event := get_event()) is not None:
            yield event
    finally:
        parser.dispose()


def _compose(events: Iterator[Any], source: str) -> Node:
    documents: list[Node] = []
    stack: list[ListNode | MapNode] = [ListNode(1, 1, documents)]
    keys: list[TextNode | None] = [None]
    for event in events:
        kind = type(event)
        if kind is yaml.ScalarEvent or kind in _STARTS or kind is yaml.AliasEvent:
            node = _node(event, source)
            _attach(node, stack[-1], keys, source)
            if not isinstance(node, TextNode):
                stack.append(node)
                keys.append(None)
                if len(stack) > MAX_DEPTH:
                    _refuse_at(event, source, N_("The nesting is too deep."))
        elif kind in _ENDS:
            stack.pop()
            keys.pop()
        elif kind is yaml.DocumentStartEvent and documents:
            _refuse_at(
                event, source, N_('A second document begins here: delete the "---".')
            )
    if not documents:
        refuse(source, (1, 1), N_("The file is empty."))
    return documents[0]


_STARTS = frozenset({yaml.SequenceStartEvent, yaml.MappingStartEvent})
_ENDS = frozenset({yaml.SequenceEndEvent, yaml.MappingEndEvent})


def _node(event: Any, source: str) -> Node:
    mark = event.start_mark
    line, column = mark.line + 1, mark.column + 1
    if type(event) is yaml.AliasEvent or event.anchor is not None:
        _refuse_at(
            event,
            source,
            N_(
                "Anchors and aliases (& and *) are not read: write the text out, or put"
                " it in quotes."
            ),
        )
    if event.tag is not None:
        _refuse_at(
            event, source, N_("Tags (!) are not read: leave it out, or use quotes.")
        )
    if type(event) is yaml.ScalarEvent:
        return TextNode(line, column, event.value, bool(event.style))
    if type(event) is yaml.SequenceStartEvent:
        return ListNode(line, column, [])
    return MapNode(line, column, [])


def _attach(
    node: Node, parent: ListNode | MapNode, keys: list[TextNode | None], source: str
) -> None:
    if isinstance(parent, ListNode):
        parent.items.append(node)
        return
    key = keys[-1]
    if key is not None:
        parent.entries.append((key, node))
        keys[-1] = None
    elif isinstance(node, TextNode):
        keys[-1] = node
    else:
        refuse(source, (node.line, node.column), N_("A key must be a single word."))


def _refuse_at(event: Any, source: str, template: str) -> NoReturn:
    mark = event.start_mark
    refuse(source, (mark.line + 1, mark.column + 1), template)


def _explain(error: yaml.MarkedYAMLError, text: str, source: str) -> NoReturn:
    """Say a syntax error in an author's words."""
    mark = error.problem_mark or error.context_mark
    at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    start = error.context_mark.line + 1 if error.context_mark else at[0]
    problem = error.problem or error.context or ""
    character = _character(text, *at)
    if "cannot start any token" in problem or "tab character" in problem:
        if character == "\t" or "tab" in problem:
            refuse(source, at, N_("A tab stands here: indent with spaces."))
        refuse(
            source,
            at,
            N_("A text may not begin with {character}: put it in quotes."),
            character=character,
        )
    for words, advice in _ADVICE:
        if words in problem:
            refuse(source, at, advice, start=start)
    refuse(source, at, N_("This is not YAML: {detail}."), detail=problem)


def _character(text: str, line: int, column: int) -> str:
    lines = text.split("\n")
    if line > len(lines):
        return ""
    return lines[line - 1][column - 1 : column]
