"""Patterns in six languages: compiled when first needed, or ahead of that on demand.

Compiling all of them takes about a tenth of a second, which a server that starts and a command
that reads no text by people need not wait for.
"""

import re
from collections.abc import Iterator
from functools import cached_property


class Pattern:
    """A regular expression, as :func:`re.compile` gives one."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._given = pattern, flags
        _PATTERNS.append(self)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself."""
        return re.compile(*self._given)

    def search(self, text: str, *part: int) -> re.Match[str] | None:
        """Return the first place that fits, in the *part* of it between two places."""
        return self.compiled.search(text, *part)

    def match(self, text: str, *part: int) -> re.Match[str] | None:
        """Return what fits at the beginning, or from the first place of *part* on."""
        return self.compiled.match(text, *part)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the whole text, if it fits."""
        return self.compiled.fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return every place that fits."""
        return self.compiled.finditer(text)


_PATTERNS: list[Pattern] = []


def compile_patterns() -> None:
    """Compile what was not needed so far, so that no reader waits for it."""
    for pattern in _PATTERNS:
        _ = pattern.compiled
