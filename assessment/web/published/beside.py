"""What others published on the same country and period, and where the views differ most."""

from collections.abc import Sequence

from flask import url_for

from assessment.domain.rounds.published import Published
from assessment.domain.rounds.visibility import Part, shows
from assessment.errors import ComparisonError
from assessment.reporting.comparison.compose import comparison_report
from assessment.reporting.comparison.words import ViewPair
from assessment.services.comparisons.comparing import compare_chosen
from assessment.web.language import current_language
from assessment.web.person import current_person
from assessment.web.published.pages import WIDEST, OtherView, address
from assessment.web.published.words import KINDS
from assessment.web.state import app_state


def other_views(
    published: Published, beside: Sequence[Published]
) -> tuple[OtherView, ...]:
    """Return the other views, each with where it differs most as far as both are shown."""
    return tuple(_view(published, other) for other in beside)


def _view(published: Published, other: Published) -> OtherView:
    pair = _pair(published, other)
    codes = [published.code, other.code]
    return OtherView(
        url=address(other),
        kind=KINDS[other.kind],
        respondent=other.respondent,
        compare=url_for("comparison.show", id=codes) if pair else "",
        first_name=pair.first_name if pair else "",
        second_name=pair.second_name if pair else "",
        overall=pair.lines[0] if pair else None,
        lines=pair.indicators[:WIDEST] if pair else (),
        more=max(0, len(pair.indicators) - WIDEST) if pair else 0,
    )


def _pair(published: Published, other: Published) -> ViewPair | None:
    """Return the two side by side; None when they cannot be, or scores are kept back."""
    both = (published, other)
    if not all(shows(p.publication.visibility, Part.SCORES) for p in both):
        return None
    state, language = app_state(), current_language()
    try:
        framework, comparison = compare_chosen(
            state.store,
            state.frameworks.get,
            [each.code for each in both],
            person=current_person(),
            language=language,
        )
    except ComparisonError:
        return None
    report = comparison_report(
        framework, comparison, language=language, made_on=state.now()
    )
    return report.pairs[0] if report.pairs else None
