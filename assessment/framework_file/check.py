"""``assessment check``: is this framework file sound, and what is in it?"""

from dataclasses import dataclass
from pathlib import Path

from assessment.domain.framework import Framework
from assessment.errors import InvalidFrameworkError, Problem
from assessment.framework_file.examples import Disappointment, disappointments
from assessment.framework_file.reading import Sound, load_sound
from assessment.framework_file.remarks import as_problems, find_remarks


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found.

    Attributes:
        source: Name of the file.
        problems: Everything wrong, by place; empty when the file is sound.
        warnings: What is probably not meant, by place; the file can be used.
        framework: The framework; None when it cannot be used.
        indicators: Number of indicators; like all counts, 0 when it cannot be used.
        recommendations: Number of recommendations that indicators serve: all of them.
        criteria: Number of tickable statements.
        examples: Number of golden examples that came true.
        contradictions: Number of contradictions that are declared.
    """

    source: str
    problems: tuple[Problem, ...]
    framework: Framework | None = None
    indicators: int = 0
    core: int = 0
    critical: int = 0
    points: int = 0
    recommendations: int = 0
    criteria: int = 0
    examples: int = 0
    contradictions: int = 0
    warnings: tuple[Problem, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check_framework(path: Path) -> CheckReport:
    """Check the framework in *path*, its golden examples included."""
    try:
        sound = load_sound(path)
    except InvalidFrameworkError as error:
        return CheckReport(error.source, error.problems)
    framework = sound.framework
    failed = disappointments(framework)
    return CheckReport(
        source=path.name,
        problems=tuple(_placed(sound, path.name, found) for found in failed),
        framework=framework,
        indicators=len(framework.indicators),
        core=sum(indicator.core for indicator in framework.indicators),
        critical=sum(indicator.critical for indicator in framework.indicators),
        points=len(framework.points),
        recommendations=len(framework.recommendations),
        criteria=sum(
            1 for indicator in framework.indicators for _ in indicator.criteria()
        ),
        examples=len(framework.examples) - len({found.example for found in failed}),
        contradictions=len(framework.contradictions),
        warnings=as_problems(path.name, find_remarks(framework, sound.root)),
    )


def _placed(sound: Sound, source: str, found: Disappointment) -> Problem:
    """Return the problem at the line where the expectation is written."""
    example = next(e for e in sound.root.parts("examples") if e["key"] == found.example)
    node = example["expect"].at(found.name)
    return found.problem(source, node.line, node.column)
