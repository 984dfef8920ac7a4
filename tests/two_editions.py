"""A tiny framework in two editions, for tests of rounds with a changed edition between.

From 2025 to 2026: ``law`` is only reworded, ``data`` asks one thing more on its first rung,
``care`` counts a figure otherwise, ``ports`` is asked no more, and ``budget`` is new.
"""

from dataclasses import replace
from decimal import Decimal

from assessment.domain.answers import Answer, EvidenceItem, FigureEntry
from assessment.domain.framework import Figure, Framework
from tests.builders import a_framework, a_ladder, a_point, an_answer, an_indicator

HELPED = Figure("helped", "Children helped", "children", counts_people=True)
SPENT = Figure("spent", "Money spent", "million")

BEFORE: Framework = a_framework(
    an_indicator("law"),
    an_indicator("data", type="outcome", critical=True),
    an_indicator("ports", type="process"),
    an_indicator("care", point="care", figures=(HELPED, SPENT)),
    points=(a_point("systems"), a_point("care")),
    edition="2025",
    digest="5" * 64,
)


def _after() -> Framework:
    law, data, _, care = BEFORE.indicators
    return replace(
        BEFORE,
        edition="2026",
        digest="6" * 64,
        indicators=(
            replace(law, title="Another title of law"),
            replace(data, ladder=a_ladder("c1 published", "c2", "c3", "c4")),
            replace(care, figures=(replace(HELPED, unit="percent"), SPENT)),
            an_indicator("budget", point="care"),
        ),
    )


AFTER: Framework = _after()

FIGURES = (FigureEntry("helped", None, 2024), FigureEntry("spent", Decimal(3), 2024))
ANSWERS: dict[str, Answer] = {
    "law": an_answer("c1", "c2", note="As the decree says."),
    "data": an_answer(
        "c1", evidence=(EvidenceItem("The yearly table", "https://data.example/1"),)
    ),
    "ports": an_answer("c1"),
    "care": an_answer("c1", figures=FIGURES, note="Two shelters."),
}
"""What a country said of 2025: everything is answered."""
