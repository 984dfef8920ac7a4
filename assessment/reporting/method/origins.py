"""Where the points and recommendations of a framework come from, as the record prints it."""

from dataclasses import dataclass

from assessment.domain.framework import Framework
from assessment.reporting.method.framework import FrameworkMethod, framework_method
from assessment.reporting.shapes.parts import Fact
from assessment.texts import Texts


@dataclass(frozen=True, slots=True)
class Origins:
    """Each point with its provenance, and the sources that the framework rests on."""

    points: tuple[Fact, ...]
    sources: tuple[Fact, ...]


def framework_origins(framework: Framework, texts: Texts) -> Origins:
    """Return where the points and recommendations of *framework* come from."""
    method = framework_method(framework, texts)
    return Origins(
        points=_points(texts, method),
        sources=tuple(
            Fact(source.code, source.title, source.origin)
            for source in method.sources
            if source.is_basic
        ),
    )


def _points(texts: Texts, method: FrameworkMethod) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            point.number,
            point.title,
            texts.gettext(
                "%(how)s: %(where)s. %(note)s",
                how=point.how,
                where=texts.gettext("; ").join(
                    " ".join(place).strip() for place in point.places
                ),
                note=point.note,
            ).strip(),
        )
        for point in method.points
    )
