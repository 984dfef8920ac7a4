"""Measure how much the framework repeats itself: python tools/sameness.py [FILE ...].

Several files give one column each, to compare one edition with another.

- An opening is the first two words of an action, or the first word of a mistake or of an
  explanation; its share says how many of these texts begin with the commonest one.
- A shape is the number of sentences of an action; its share says how many have the
  commonest number.
- A run is four words in a row, inside one sentence, of a criterion or an action. It is
  repeated when it stands in at least five indicators. Runs that hold the framework's one
  way to write shares, periods and samples are meant to repeat, and are not counted.
- "changed" and "heard" count the top rungs that ask for a change, and those that ask for
  the voice of children, survivors, families or young people.
- "all or nothing" counts criteria of the third rung with every, each, all, no, nobody or
  none, and without a share in per cent.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from assessment.domain.framework import Criterion, Framework, Indicator
from assessment.framework_file import load_framework
from assessment.resources import DEFAULT_FRAMEWORK

RUN = 4
SPREAD = 5
"""Indicators in which a run must stand to count as repeated."""

_SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CHANGED = re.compile(
    r"\b(changed?|changes|corrected|revised|rewritten|improved|amended|mended)\b"
)
_HEARD = re.compile(
    r"\b(survivors?|young people|children (and|or) (carers|survivors|families|parents)"
    r"|participants|families .*heard|children .*(said|heard|asked|tried out))\b"
)
_ABSOLUTE = re.compile(r"\b(every|each|all|no|nobody|none)\b")
_NOTATION = re.compile(
    r"\b(per|cent|years?|least|sample|assessed)\b|last (two|three|five)|reason why"
    r"|5 for one|for one to four"
)
_SHARE = re.compile(r"per cent|\bsample\b")


def words_of(text: str) -> list[str]:
    """Return the words of *text* in small letters."""
    return [word.lower() for word in _WORD.findall(text)]


def opening(text: str, words: int) -> str:
    """Return the first *words* words of *text*."""
    return " ".join(words_of(text)[:words])


def commonest(things: Iterable[object]) -> tuple[object, int, int]:
    """Return the commonest of *things*, how often it stands there, and of how many."""
    counted = Counter(things)
    thing, times = counted.most_common(1)[0]
    return thing, times, counted.total()


def runs_of(text: str) -> Iterator[str]:
    """Yield every run of four words inside one sentence of *text*."""
    for sentence in _SENTENCE_END.split(text):
        words = words_of(sentence)
        for start in range(len(words) - RUN + 1):
            run = " ".join(words[start : start + RUN])
            if not _NOTATION.search(run):
                yield run


def repeated_runs(indicators: Iterable[Indicator]) -> dict[str, int]:
    """Return the runs that stand in at least five indicators, with their number."""
    where = defaultdict(set)
    for indicator in indicators:
        for criterion in indicator.criteria():
            for text in (criterion.text, criterion.action):
                for run in runs_of(text):
                    where[run].add(indicator.key)
    return {run: len(keys) for run, keys in where.items() if len(keys) >= SPREAD}


def on_rung(framework: Framework, level: int) -> Iterator[tuple[str, Criterion]]:
    """Yield the criteria of one rung of every indicator, with the indicator's key."""
    for indicator in framework.indicators:
        for rung in indicator.ladder:
            if rung.level == level:
                yield from ((indicator.key, criterion) for criterion in rung.criteria)


def _share(found: tuple[object, int, int]) -> str:
    thing, times, total = found
    return f'{times} of {total} ("{thing}")'


def rows_of(framework: Framework) -> dict[str, str]:
    """Return what is measured, by name."""
    indicators = framework.indicators
    actions = [c.action for i in indicators for c in i.criteria()]
    mistakes = [text for i in indicators for text in i.mistakes]
    top, third = list(on_rung(framework, 4)), [c for _, c in on_rung(framework, 3)]
    runs = repeated_runs(indicators)
    worst = sorted(runs, key=lambda run: (-runs[run], run))[:1]
    return {
        "indicators": str(len(indicators)),
        "criteria": str(len(actions)),
        "actions: commonest opening": _share(commonest(opening(t, 2) for t in actions)),
        "actions: commonest number of sentences": _share(
            commonest(len(_SENTENCE_END.split(text)) for text in actions)
        ),
        "mistakes: commonest opening": _share(
            commonest(opening(t, 1) for t in mistakes)
        ),
        "explanations: open with the Special Representative": str(
            sum(i.why.startswith("The Special Representative") for i in indicators)
        ),
        "rung 4: indicators that ask for a change": str(
            len({key for key, c in top if _CHANGED.search(c.text)})
        ),
        "rung 4: indicators that ask for somebody's voice": str(
            len({key for key, c in top if _HEARD.search(c.text)})
        ),
        "rung 3: all or nothing": (
            f"{sum(all_or_nothing(c.text) for c in third)} of {len(third)}"
        ),
        "effort of existing means": (
            f"{sum(c.effort.value == 'quick' for i in indicators for c in i.criteria())}"
            f" of {len(actions)}"
        ),
        "runs of four words in five indicators or more": (
            f"{len(runs)}"
            + (f' (most: "{worst[0]}", {runs[worst[0]]})' if worst else "")
        ),
    }


def all_or_nothing(text: str) -> bool:
    """Return whether *text* is met by all or by nobody, with no share or sample."""
    return bool(_ABSOLUTE.search(text.lower())) and not _SHARE.search(text)


def table(frameworks: Iterable[Framework]) -> str:
    """Return the table, one column for each framework, in Markdown."""
    columns = [(framework.edition, rows_of(framework)) for framework in frameworks]
    names = list(columns[0][1])
    lines = [
        "| | " + " | ".join(edition for edition, _ in columns) + " |",
        "|---" * (len(columns) + 1) + "|",
    ]
    lines += [
        f"| {name} | " + " | ".join(rows[name] for _, rows in columns) + " |"
        for name in names
    ]
    return "\n".join(lines)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("files", type=Path, nargs="*", default=[DEFAULT_FRAMEWORK])
    options = parser.parse_args()
    print(table([load_framework(file) for file in options.files]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
