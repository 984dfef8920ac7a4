"""The framework: what is asked, why, and how it counts (DESIGN section 4).

Everything here is frozen and built once per edition by ``assessment.framework_file``,
which guarantees that every reference resolves. Texts are in the framework's own
language; presentation translates them.
"""

from assessment.domain.framework.indicators import (
    Criterion,
    Figure,
    Indicator,
    LegalHook,
    Proof,
    Rung,
)
from assessment.domain.framework.parts import (
    Band,
    Citation,
    Condition,
    Effort,
    EvidenceGrade,
    Fact,
    FactKind,
    FactOption,
    IndicatorType,
    Instrument,
    Level,
    Point,
    Provenance,
    Recommendation,
    Scope,
    ScoringSettings,
    SdgTarget,
    Sector,
    Source,
    Term,
)
from assessment.domain.framework.training import (
    Archetype,
    Dissent,
    Example,
    ExampleAnswer,
    Link,
    OwnLevel,
    PointShape,
)
from assessment.domain.framework.whole import Framework

__all__ = [
    "Archetype",
    "Band",
    "Citation",
    "Condition",
    "Criterion",
    "Dissent",
    "Effort",
    "EvidenceGrade",
    "Example",
    "ExampleAnswer",
    "Fact",
    "FactKind",
    "FactOption",
    "Figure",
    "Framework",
    "Indicator",
    "IndicatorType",
    "Instrument",
    "LegalHook",
    "Level",
    "Link",
    "OwnLevel",
    "Point",
    "PointShape",
    "Proof",
    "Provenance",
    "Recommendation",
    "Rung",
    "Scope",
    "ScoringSettings",
    "SdgTarget",
    "Sector",
    "Source",
    "Term",
]
