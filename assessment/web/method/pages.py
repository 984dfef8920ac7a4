"""Page object of the method page: the same data as the report's chapter on method."""

from dataclasses import dataclass

from markupsafe import Markup

from assessment.domain.framework import Framework, Indicator
from assessment.reporting.method.example import WorkedExample, worked_example
from assessment.reporting.method.framework import FrameworkMethod, framework_method
from assessment.reporting.method.rules import weaknesses
from assessment.reporting.shapes.parts import Fact
from assessment.texts import Texts
from assessment.web.rendering import foreign_mark

RULES = 11
"""So many rules have a number; what comes after them has none."""

MOST_SEEN = 3


@dataclass(frozen=True, slots=True)
class MethodPage:
    """How scores come about in a framework.

    Attributes:
        seen: How much was read -> of how many sources: the most frequent answers.
        seen_otherwise: Of how many sources something else was read.
        critical: Number and indicator of the critical ones, in framework order.
        foreign: Attributes of framework texts that are not in the reader's language.
    """

    framework: Framework
    method: FrameworkMethod
    rules: tuple[Fact, ...]
    further: tuple[Fact, ...]
    weaknesses: tuple[Fact, ...]
    example: WorkedExample | None
    seen: tuple[tuple[str, int], ...]
    seen_otherwise: int
    critical: tuple[tuple[str, Indicator], ...]
    foreign: Markup


def method_page(framework: Framework, texts: Texts) -> MethodPage:
    """Put the method of *framework* on a page."""
    method = framework_method(framework, texts)
    return MethodPage(
        framework=framework,
        method=method,
        rules=method.rules[:RULES],
        further=method.rules[RULES:],
        weaknesses=weaknesses(framework, texts),
        example=worked_example(framework, texts),
        seen=method.seen[:MOST_SEEN],
        seen_otherwise=sum(count for _, count in method.seen[MOST_SEEN:]),
        critical=tuple(
            (framework.numbers[indicator.key], indicator)
            for indicator in framework.indicators
            if indicator.critical
        ),
        foreign=foreign_mark(texts, framework),
    )
