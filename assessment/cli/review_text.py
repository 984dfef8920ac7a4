"""Findings of the review as lines for a terminal."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from assessment.domain.framework import Framework
from assessment.domain.review import ReviewFinding, blockers
from assessment.services.review import TITLES, finding_sentence
from assessment.texts import Texts


def review_lines(
    framework: Framework, findings: Sequence[ReviewFinding], texts: Texts
) -> Iterator[str]:
    """Yield *findings* kind by kind, what blocks first, then how many there are."""
    said = ""
    for (blocks, kind), members in groupby(findings, lambda f: (f.blocks, f.kind)):
        part = _part(texts, blocks=blocks)
        if part != said:
            yield part if not said else f"\n{part}"
            said = part
        yield f"  {texts.gettext(TITLES[kind])}"
        yield from _group(framework, tuple(members), texts)
    blocking = len(blockers(findings))
    if said:
        yield ""
    yield _sum(texts, blocking, len(findings) - blocking)


def _part(texts: Texts, *, blocks: bool) -> str:
    if blocks:
        return texts.gettext("Before it is handed on")
    return texts.gettext("Worth a second look")


def _group(
    framework: Framework, findings: Sequence[ReviewFinding], texts: Texts
) -> Iterator[str]:
    """Yield the findings of a kind; a sentence that all have comes once, before them."""
    sentences = [finding_sentence(finding, texts) for finding in findings]
    is_one = len(findings) > 1 and len(set(sentences)) == 1
    if is_one:
        yield f"    {sentences[0]}"
    for finding, sentence in zip(findings, sentences, strict=True):
        yield from _places(framework, finding, texts)
        if not is_one:
            yield f"      {sentence}"


def _places(
    framework: Framework, finding: ReviewFinding, texts: Texts
) -> Iterator[str]:
    known = framework.indicators_by_key
    for key in finding.indicators:
        title = texts.framework(known[key].title)
        yield f"    {framework.numbers[key]} {title} [{key}]"
    if finding.fact:
        yield f"    {texts.framework(framework.facts_by_key[finding.fact].question)}"


def _sum(texts: Texts, blocking: int, warning: int) -> str:
    if not blocking and not warning:
        return texts.gettext("The review finds nothing to look at again.")
    first = texts.ngettext(
        "%(num)s thing has to be settled before it is handed on",
        "%(num)s things have to be settled before it is handed on",
        blocking,
    )
    then = texts.ngettext(
        "%(num)s is worth a second look", "%(num)s are worth a second look", warning
    )
    return f"{first}; {then}."
