"""Chance that falls the same on every machine and in every version of Python.

Only :meth:`random.Random.random` is promised to stay as it is, so everything else here is
built on it with plain additions, multiplications and comparisons.
"""

import hashlib
from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


class Dice:
    """A stream of chance that depends on the names it was made of, and on nothing else."""

    def __init__(self, *names: str | int) -> None:
        self._names = tuple(str(name) for name in names)
        digest = hashlib.sha256("\x1f".join(self._names).encode()).digest()
        self._random = Random(int.from_bytes(digest, "big"))  # noqa: S311 - no secret

    def for_(self, *names: str | int) -> "Dice":
        """Return a stream of its own for *names* below this one.

        What is drawn for one indicator does not move when another is added or removed.
        """
        return Dice(*self._names, *names)

    def share(self) -> float:
        """Return a number from 0 up to, not including, 1."""
        return self._random.random()

    def chance(self, probability: float) -> bool:
        """Return True with *probability*."""
        return self.share() < probability

    def bell(self, spread: float) -> float:
        """Return a number around 0 with standard deviation *spread*.

        The sum of twelve even draws: no logarithm or cosine of the machine's own.
        """
        return (sum(self.share() for _ in range(12)) - 6) * spread

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from *low* to *high*, both included."""
        return low + int(self.share() * (high - low + 1))

    def pick(self, things: Sequence[Thing]) -> Thing:
        """Return one of *things*."""
        return things[int(self.share() * len(things))]

    def weighted(self, weights: Mapping[Thing, float]) -> Thing:
        """Return a key of *weights*, as often as its weight says; weights need a sum."""
        aim = self.share() * sum(weights.values())
        things = tuple(weights)
        for thing in things:
            aim -= weights[thing]
            if aim < 0:
                return thing
        return things[-1]
