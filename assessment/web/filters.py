"""Words, numbers and dates for templates, in one language each.

A page has hundreds of them, so they are made once per language and remembered: the
catalogues and the framework's texts are finite and never change while a process runs.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.dates import format_time
from markupsafe import Markup, escape

from assessment.domain.framework import Citation, Framework, Source
from assessment.domain.scale import Scale
from assessment.domain.scoring import GroupScore
from assessment.errors import Problem
from assessment.texts import Texts

_SHORT, _LONG = 32, 70
"""Characters of a publisher, and of a title, that still count as short."""


def words_of(texts: Texts) -> dict[str, Callable[..., Any]]:
    """Return the functions of *texts* under the names that templates use.

    Translated sentences are escaped like any text, so that a catalogue cannot bring in
    markup; values are escaped unless they are markup already (a link in a sentence).
    """

    @lru_cache(maxsize=4096)
    def escaped(text: str) -> Markup:
        return escape(texts.gettext(text))

    def gettext(text: str, **values: object) -> Markup:
        sentence = escaped(text)
        return sentence % values if values else sentence

    def ngettext(one: str, many: str, num: int, **values: object) -> Markup:
        return escape(texts.ngettext(one, many, num, **values))

    @lru_cache(maxsize=16384)
    def framework(text: str) -> Markup:
        return escape(texts.framework(text))

    return {
        "_": gettext,
        "gettext": gettext,
        "ngettext": ngettext,
        "fw": framework,
        "number": lru_cache(maxsize=4096)(texts.number),
        "signed": lru_cache(maxsize=1024)(texts.signed),
        "on_scale": lru_cache(maxsize=4096)(texts.score),
        "exact": lru_cache(maxsize=1024)(texts.exact),
        "percent": lru_cache(maxsize=1024)(texts.percent),
        "date": texts.date,
        "country": texts.country,
        "problem": texts.problem,
        "clock": lambda moment: clock(texts, moment),
        "moment": lru_cache(maxsize=1024)(lambda moment: moment_of(texts, moment)),
        "range_sentence": lambda group, scale: range_sentence(texts, group, scale),
    }


def clock(texts: Texts, moment: datetime) -> Markup:
    """Return a time of day as an element; a script turns it into the reader's zone."""
    shown = format_time(moment.astimezone(UTC), "HH:mm", locale=texts.locale)
    return Markup('<time datetime="{}" data-clock>{} UTC</time>').format(
        _machine_time(moment), shown
    )


def moment_of(texts: Texts, moment: datetime) -> Markup:
    """Return a date with its time of day as an element."""
    in_utc = moment.astimezone(UTC)
    day = _written_out(texts, in_utc.date())
    return Markup('<time datetime="{}">{}, {} UTC</time>').format(
        _machine_time(moment), day, f"{in_utc:%H:%M}"
    )


def range_sentence(texts: Texts, group: GroupScore, scale: Scale) -> str:
    """Say in words how far a score may still move (rule 5)."""
    if group.low is None or group.high is None:
        return texts.gettext("Nothing in it applies to this country.")
    low, high = texts.score(group.low, scale), texts.score(group.high, scale)
    if group.answered == group.applicable:
        return texts.gettext("Every indicator is answered, so nothing is left open.")
    return texts.ngettext(
        "Between %(low)s and %(high)s, depending on %(num)s open answer.",
        "Between %(low)s and %(high)s, depending on %(num)s open answers.",
        group.applicable - group.answered,
        low=low,
        high=high,
    )


def citation_text(framework: Framework, citation: Citation, texts: Texts) -> str:
    """Return a source with its place, as it stands beside a statement."""
    source = framework.sources_by_code.get(citation.source)
    title = texts.framework(source.title) if source else citation.source
    return f"{title}, {citation.at}" if citation.at else title


def short_citation(framework: Framework, citation: Citation, texts: Texts) -> str:
    """Return a source in a few words, as it stands beside a reason: who, year, place."""
    source = framework.sources_by_code.get(citation.source)
    title = _short_title(source, texts) if source else citation.source
    return f"{title}, {citation.at}" if citation.at else title


def _short_title(source: Source, texts: Texts) -> str:
    """Return who published a source and when; its title when nobody short is named."""
    year = source.date[:4]
    coded = re.match(r"([A-Z]{2,})-\d{4}", source.code)
    abbreviated = re.search(r"\(([A-Z][A-Za-z]{1,9})\)", source.publisher)
    if coded:
        who = coded[1]
    elif abbreviated:
        who = abbreviated[1]
    elif year and len(source.publisher) <= _SHORT:
        who = source.publisher
    else:
        title = texts.framework(source.title)
        return title if len(title) <= _LONG else f"{title[:_LONG].rstrip()}…"
    return f"{who} {year}".rstrip()


def problem_text(texts: Texts, problem: Problem) -> str:
    """Return what is wrong, with its place in a file where there is one."""
    sentence = texts.problem(problem)
    if not problem.line:
        return sentence
    return texts.gettext(
        "Line %(line)s: %(problem)s",
        line=texts.number(problem.line),
        problem=sentence,
    )


def place_of(score: Decimal | None, scale: Scale, *, rtl: bool = False) -> str:
    """Return where a score lies on its line in per cent, for a drawing or a script.

    Never for people to read. *rtl*: from the other end.
    """
    if score is None:
        return ""
    place = scale.place(score)
    return f"{(1 - place if rtl else place) * 100:.1f}"


def width_of(width: Decimal, scale: Scale) -> str:
    """Return what part of its line a difference of scores takes, in per cent."""
    return f"{scale.share(width) * 100:.1f}"


@lru_cache(maxsize=512)
def _written_out(texts: Texts, day: date) -> str:
    return texts.date(day)


def _machine_time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
