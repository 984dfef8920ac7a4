"""A tiny framework in two editions, for tests of rounds with a changed edition between.

From 2025 to 2026: ``law`` is only reworded, ``data`` asks one thing more on its first rung,
``care`` counts a figure otherwise, ``ports`` is asked no more, and ``budget`` is new.
"""

from decimal import Decimal
from pathlib import Path

from assessment.domain.answers import Answer, EvidenceItem, FigureEntry
from assessment.framework_file import load_framework
from assessment.services.assessments.editions import keep_edition
from assessment.storage.engine import Store
from tests.builders import an_answer

_FOLDER = Path(__file__).parent / "data" / "frameworks"
FILE_BEFORE = _FOLDER / "lighthouses-2025.yaml"
FILE_AFTER = _FOLDER / "lighthouses-2026.yaml"
BEFORE, AFTER = load_framework(FILE_BEFORE), load_framework(FILE_AFTER)

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


def keep_both(store: Store) -> None:
    """Keep the files of both editions, as serving first one and then the other does."""
    keep_edition(store, BEFORE, FILE_BEFORE.read_bytes())
    keep_edition(store, AFTER, FILE_AFTER.read_bytes())
