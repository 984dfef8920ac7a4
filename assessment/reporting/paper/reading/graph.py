"""Whether two PDFs say the same, object by object, however they were saved."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from assessment.reporting.paper.reading.limits import Budget

_PACKING = frozenset(("/Filter", "/Length", "/DecodeParms"))
"""How a stream is stored: nothing that anybody sees."""


class Comparison:
    """A comparison of two PDFs, each read within its own limits."""

    def __init__(self, first: Budget, second: Budget) -> None:
        self._first, self._second = first, second
        self._met: set[tuple[tuple[int, int], tuple[int, int]]] = set()

    def same(self, first: Any, second: Any) -> bool:
        """Return whether *first* and *second*, and all they refer to, are the same.

        A pair met again is taken to be the same: it is compared where it was met first.
        """
        stack = [(first, second)]
        while stack:
            self._first.step()
            one, other = stack.pop()
            if not isinstance(one, pikepdf.Object):
                if isinstance(other, pikepdf.Object) or one != other:
                    return False
                continue
            if not isinstance(other, pikepdf.Object):
                return False
            if one.is_indirect and other.is_indirect:
                pair = (one.objgen, other.objgen)
                if pair in self._met:
                    continue
                self._met.add(pair)
            pairs = self._parts(one, other)
            if pairs is None:
                return False
            stack.extend(pairs)
        return True

    def _parts(
        self, one: pikepdf.Object, other: pikepdf.Object
    ) -> list[tuple[Any, Any]] | None:
        """Return what is left to compare; None when they differ already."""
        for kind in (pikepdf.Stream, pikepdf.Dictionary, pikepdf.Array):
            if isinstance(one, kind) != isinstance(other, kind):
                return None
        if isinstance(one, pikepdf.Stream):
            if self._first.bytes_of(one) != self._second.bytes_of(other):
                return None
            return _entries(one.stream_dict, other.stream_dict)
        if isinstance(one, pikepdf.Dictionary):
            return _entries(one, other)
        if isinstance(one, pikepdf.Array):
            items = (list(one), list(other))
            return list(zip(*items, strict=True)) if _as_many(*items) else None
        return [] if _plain(one) == _plain(other) else None


def _entries(
    one: pikepdf.Object, other: pikepdf.Object
) -> list[tuple[Any, Any]] | None:
    keys = set(_keys(one))
    if keys != set(_keys(other)):
        return None
    return [(one[key], other[key]) for key in keys]


def _keys(dictionary: pikepdf.Object) -> Iterator[str]:
    return (str(key) for key in dictionary.keys() if str(key) not in _PACKING)  # noqa: SIM118


def _as_many(first: list[Any], second: list[Any]) -> bool:
    return len(first) == len(second)


def _plain(value: pikepdf.Object) -> object:
    return bytes(value) if isinstance(value, pikepdf.String) else str(value)
