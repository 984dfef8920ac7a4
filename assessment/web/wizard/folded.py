"""What is folded away on an indicator's page: articles, goals, sources."""

from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from assessment.domain.answers import Profile
from assessment.domain.framework import Framework, Indicator
from assessment.texts import Texts
from assessment.web.filters import citation_text
from assessment.web.frame import Opened
from assessment.web.rendering import foreign_mark, fragment


@dataclass(frozen=True, slots=True)
class HelpView:
    """What is folded away: evidence, mistakes, articles, goals."""

    indicator: Indicator
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
        indicator=indicator,
        foreign=foreign_mark(texts.language, framework.language),
        legal=tuple(legal),
        sdg=tuple((key, titles.get(key, "")) for key in indicator.sdg),
        sources=tuple(
            citation_text(framework, citation, texts)
            for citation in indicator.citations
        ),
    )


@lru_cache(maxsize=1024)
def why_sources(framework: Framework, indicator: Indicator, texts: Texts) -> str:
    """Return the sources of the reason that is given, in one line."""
    cited = (citation_text(framework, c, texts) for c in indicator.why_citations)
    return "; ".join(cited)
