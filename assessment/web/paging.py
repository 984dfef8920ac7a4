"""Lists a part at a time: which part is asked for, and what of a list it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import abort, request

T = TypeVar("T")
_MOST_PAGES = 1_000_000


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """A page of a list.

    Attributes:
        number: Which, from 1.
        pages: How many there are.
    """

    lines: tuple[T, ...]
    number: int
    pages: int


def part_asked(whole: Sequence[T], size: int) -> Part[T]:
    """Return the page of *whole* that the request asks for; 404 where there is none."""
    number = request.args.get("page", 1, type=int)
    if not 1 <= number <= _MOST_PAGES:
        abort(404)
    part = part_of(whole, size, number)
    if number > part.pages:
        abort(404)
    return part


def part_of(whole: Sequence[T], size: int, number: int) -> Part[T]:
    """Return page *number* of *whole*; empty behind the last."""
    first = (number - 1) * size
    pages = max(1, -(-len(whole) // size))
    return Part(tuple(whole[first : first + size]), number, pages)


def page_with(place: int, size: int) -> int:
    """Return the page on which the line at *place*, from 0, stands."""
    return place // size + 1
