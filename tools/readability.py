"""Measure how plainly the framework is written: python tools/readability.py [--worst N].

What is measured: question, why, criteria and actions of every indicator. Help, evidence,
mistakes and sources are not.

- A sentence ends at . ? or ! followed by white space, or at the end of the text.
- A word is a run of letters or digits; inner hyphens, apostrophes and points belong to it.
- A long word has four or more syllables. Syllables are counted as groups of vowels
  (a e i o u y), without a silent ending (-e, -es, -ed). This is rough: it serves to find
  what stands out and to compare before with after, and nothing else.
- Jargon is a word that mostly lawyers and officials know, from the list below. Some are
  needed; the count says where to look.
- The difficulty by which indicators are ordered is 0.4 x (words per sentence + long words
  per hundred words), the form of the Gunning fog index.
"""

import argparse
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assessment.domain.framework import Indicator
from assessment.framework_file import load_framework
from assessment.resources import DEFAULT_FRAMEWORK

LONG_SENTENCE = 25
LONG_WORD = 4

JARGON = frozenset(
    re.findall(
        r"\w+",
        """
        accession adjudicate adjudication admissible annulment appellate bylaw
        codified competent concomitant confiscate confiscation conviction culpability
        custodial derogation disaggregated disaggregation enact enacted extradition
        extraterritorial jurisdiction jurisdictions legislation litigation mandate
        mandated modalities modality notwithstanding ordinance perpetrator
        perpetrators plaintiff procurement promulgate provision provisions pursuant
        ratification ratified redress refoulement remand remedies remedy repatriation
        restitution sanction sanctions statute statutes statutory stipulate subpoena
        tort tribunal
        """,
    )
)

_SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
_WORD = re.compile(r"[^\W_]+(?:[-'’.‑][^\W_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<=[^aeiouyl])(es|ed|e)$|(?<=[aeiouy]l)e$")


@dataclass(frozen=True, slots=True)
class Measure:
    """What was counted in some texts."""

    sentences: tuple[int, ...]
    long_words: int
    jargon: int

    @property
    def words(self) -> int:
        """Number of words."""
        return sum(self.sentences)

    @property
    def per_sentence(self) -> float:
        """Mean number of words in a sentence."""
        return self.words / len(self.sentences)

    @property
    def long_share(self) -> float:
        """Long words per hundred words."""
        return 100 * self.long_words / self.words

    @property
    def long_sentences(self) -> int:
        """Number of sentences above 25 words."""
        return sum(words > LONG_SENTENCE for words in self.sentences)

    @property
    def difficulty(self) -> float:
        """The index by which indicators are ordered."""
        return 0.4 * (self.per_sentence + self.long_share)

    def row(self, name: str) -> str:
        """Return the line printed for it."""
        return (
            f"{name:34} {self.words:6} {self.per_sentence:9.1f} {self.long_share:9.1f}"
            f" {self.long_sentences:5} {max(self.sentences):8} {self.jargon:7}"
            f" {self.difficulty:6.1f}"
        )


HEADER = (
    f"{'':34} {'words':>6} {'per sent.':>9} {'% long':>9} {'>25':>5} {'longest':>8}"
    f" {'jargon':>7} {'index':>6}"
)


def measure(texts: Iterable[str]) -> Measure:
    """Count what is in *texts*."""
    every = tuple(texts)
    sentences = [s for text in every for s in _SENTENCE_END.split(text)]
    words = [word.lower() for text in every for word in _WORD.findall(text)]
    return Measure(
        sentences=tuple(len(_WORD.findall(sentence)) for sentence in sentences),
        long_words=sum(syllables(word) >= LONG_WORD for word in words),
        jargon=sum(word in JARGON for word in words),
    )


def syllables(word: str) -> int:
    """Return the number of syllables of *word*, roughly; parts with hyphens one by one."""
    parts = re.split(r"[-‑]", word)
    return max(len(_VOWELS.findall(_SILENT.sub("", part))) for part in parts)


def texts_of(indicator: Indicator) -> Iterator[str]:
    """Yield the texts of *indicator* that are measured."""
    yield indicator.question
    yield indicator.why
    for criterion in indicator.criteria():
        yield criterion.text
        yield criterion.action


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("file", type=Path, nargs="?", default=DEFAULT_FRAMEWORK)
    parser.add_argument("--worst", type=int, metavar="N", help="the N hardest only")
    options = parser.parse_args()
    framework = load_framework(options.file)
    measured = {i.key: measure(texts_of(i)) for i in framework.indicators}
    rows = list(measured.items())
    if options.worst is not None:
        rows.sort(key=lambda row: -row[1].difficulty)
    print(HEADER)
    for key, found in rows[: options.worst]:
        print(found.row(key))
    print()
    for point in framework.points:
        members = [i for i in framework.indicators if i.point == point.key]
        print(measure(t for i in members for t in texts_of(i)).row(point.key))
    everything = measure(t for i in framework.indicators for t in texts_of(i))
    print(everything.row(f"all {len(measured)} indicators"))
    tenth = sorted(everything.sentences)[-max(1, len(everything.sentences) // 10) :]
    print(
        f"mean of the longest tenth of the sentences: {sum(tenth) / len(tenth):.1f} words"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
