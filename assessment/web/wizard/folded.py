"""What of an indicator's page does not depend on the answer: its texts, and what is folded."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from assessment.domain.answers import Profile
from assessment.domain.framework import Criterion, Framework, Indicator
from assessment.texts import Texts
from assessment.web.filters import citation_text, short_citation
from assessment.web.frame import Opened
from assessment.web.rendering import foreign_mark, fragment
from assessment.web.terms import ExplainedTerm, Marker


@dataclass(frozen=True, slots=True)
class HelpView:
    """What is folded away: evidence, mistakes, articles, goals."""

    foreign: Markup
    legal: tuple[tuple[str, str, bool], ...]
    sdg: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]


def _treaties(framework: Framework, profile: Profile) -> frozenset[str] | None:
    """Return the treaties the country is party to; None while that is open."""
    wanted = {instrument.treaty for instrument in framework.instruments} - {""}
    for fact in framework.facts:
        if fact.presentation_only and wanted & set(fact.values):
            chosen = profile.get(fact.key)
            return None if chosen is None else frozenset(chosen)
    return None


def folded_help(opened: Opened, indicator: Indicator) -> Markup:
    """Return the help that is folded away; it does not depend on the answer."""
    treaties = _treaties(opened.framework, opened.stored.assessment.profile)
    return fragment(
        "wizard/_folded.html",
        (opened.stored.edition, indicator.key, treaties),
        lambda: _help(opened.framework, indicator, opened.texts, treaties),
    )


def _help(
    framework: Framework,
    indicator: Indicator,
    texts: Texts,
    treaties: frozenset[str] | None,
) -> HelpView:
    """Return what is folded away; articles of treaties the country did not join are not."""
    legal = []
    for hook in indicator.legal:
        instrument = framework.instruments_by_key[hook.instrument]
        if not instrument.treaty or treaties is None or instrument.treaty in treaties:
            legal.append((instrument.title, hook.at, hook.confirmed))
    titles = {target.key: target.title for target in framework.sdg_targets}
    return HelpView(
        foreign=foreign_mark(texts, framework),
        legal=tuple(legal),
        sdg=tuple((key, titles.get(key, "")) for key in indicator.sdg),
        sources=tuple(
            citation_text(framework, citation, texts)
            for citation in indicator.citations
        ),
    )


@dataclass(frozen=True, slots=True)
class MarkedTexts:
    """The texts of an indicator's page, with defined words marked, and these words.

    Attributes:
        sources: Of the reason that is given, short.
        criteria: Key of a criterion -> its text.
    """

    question: Markup
    why: Markup
    sources: str
    criteria: Mapping[str, Markup]
    terms: tuple[ExplainedTerm, ...]


@lru_cache(maxsize=2048)
def marked_texts(
    framework: Framework,
    indicator: Indicator,
    criteria: tuple[Criterion, ...],
    texts: Texts,
) -> MarkedTexts:
    """Return the texts of the page of *indicator* that asks *criteria*, marked."""
    marker = Marker(framework, texts)
    cited = (short_citation(framework, c, texts) for c in indicator.why_citations)
    return MarkedTexts(
        question=marker.mark(indicator.question),
        why=marker.mark(indicator.why),
        sources="; ".join(dict.fromkeys(cited)),
        criteria={c.key: marker.mark(c.text) for c in criteria},
        terms=marker.explained(),
    )
