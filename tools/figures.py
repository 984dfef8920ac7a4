"""Write the figures that the pages of the review cite: python -m tools.figures.

They go to docs/framework-review/figures.md. `--check` compares and writes nothing. What
is measured and how is said beside each table; the two wording tables come from
tools/readability.py and tools/sameness.py.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from assessment.domain.framework import Framework, Indicator
from assessment.framework_file import load_framework
from assessment.resources import DEFAULT_FRAMEWORK
from tools.readability import measure, texts_of
from tools.sameness import table

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "framework-review" / "figures.md"

HEAD = """# The figures of the framework

Made by `python -m tools.figures` from `questions.yaml`; a test compares this page with the
file. The other pages of the review take every number from here.
"""


def grid(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a Markdown table."""
    titles = list(head)
    lines = ["| " + " | ".join(titles) + " |", "|---" * len(titles) + "|"]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join(lines)


def totals(framework: Framework) -> str:
    """Return what is in the file, part by part."""
    indicators = framework.indicators
    criteria = [c for i in indicators for c in i.criteria()]
    hooks = [hook for i in indicators for hook in i.legal]
    seen = Counter(s.seen.split()[0].strip(",;:()") for s in framework.sources)
    serving = Counter(key for i in indicators for key in i.recommendations)
    alone = sorted(
        (k for k, n in serving.items() if n == 1), key=lambda k: (k[0], int(k[1:]))
    )
    rows = [
        ("points", len(framework.points)),
        ("indicators", len(indicators)),
        ("of these core", sum(i.core for i in indicators)),
        ("of these critical", sum(i.critical for i in indicators)),
        ("criteria, each with an action", len(criteria)),
        (
            "criteria that some profiles are not asked",
            sum(bool(c.when) for c in criteria),
        ),
        ("criteria that need a public document", sum(c.needs_public for c in criteria)),
        ("facts of the profile", len(framework.facts)),
        ("recommendations", len(framework.recommendations)),
        (
            "recommendations served by one indicator only",
            f"{len(alone)} ({', '.join(alone)})",
        ),
        (
            "indicators that serve no recommendation",
            sum(not i.recommendations for i in indicators),
        ),
        ("instruments", len(framework.instruments)),
        ("legal hooks, none confirmed by a lawyer", len(hooks)),
        ("terms with a definition", len(framework.terms)),
        ("sources", len(framework.sources)),
        ("sources of which the start only was seen", seen["start"]),
        ("sources seen whole", seen["whole"]),
        (
            "explanations that rest in part on the authors' own reasoning",
            sum(any(c.source == "OWN" for c in i.why_citations) for i in indicators),
        ),
    ]
    return grid(("In the file", "Number"), rows)


def by_point(framework: Framework) -> str:
    """Return the make-up of each point."""
    rows = []
    for number, point in enumerate(framework.points, 1):
        members = [i for i in framework.indicators if i.point == point.key]
        types = Counter(i.type.value for i in members)
        kinds = "/".join(str(types[k]) for k in ("structure", "process", "outcome"))
        rows.append(
            (
                f"{number} {point.title}",
                len(members),
                kinds,
                sum(i.core for i in members),
                sum(i.critical for i in members),
                sum(1 for i in members for _ in i.criteria()),
            )
        )
    head = (
        "Point",
        "Indicators",
        "Structure/process/outcome",
        "Core",
        "Critical",
        "Criteria",
    )
    return grid(head, rows)


def proofs(framework: Framework) -> str:
    """Return how many indicators are proven on which rung, by type."""
    rungs = Counter(
        (i.type.value, i.rung_of(i.proof.criterion))
        for i in framework.indicators
        if i.proof
    )
    kinds = ("structure", "process", "outcome")
    rows = [(kind, *(rungs[kind, level] for level in (1, 2, 3, 4))) for kind in kinds]
    return grid(
        ("Proof of the title stands on", "rung 1", "rung 2", "rung 3", "rung 4"), rows
    )


def plainness(framework: Framework) -> str:
    """Return the readability of the whole and of each point."""

    def row(name: str, members: list[Indicator]) -> tuple[object, ...]:
        found = measure(text for i in members for text in texts_of(i))
        return (
            name,
            f"{found.per_sentence:.1f}",
            f"{found.long_share:.1f} %",
            found.long_sentences,
            f"{max(found.sentences)} words",
        )

    rows = [
        row(f"all {len(framework.indicators)} indicators", list(framework.indicators))
    ]
    for point in framework.points:
        members = [i for i in framework.indicators if i.point == point.key]
        rows.append(row(point.key, members))
    head = (
        "",
        "Words per sentence",
        "Words of four or more syllables",
        "Over 25 words",
        "Longest",
    )
    return grid(head, rows)


def page(framework: Framework, before: Framework | None) -> str:
    """Return the page, in Markdown."""
    editions = [before, framework] if before else [framework]
    return (
        "\n\n".join(
            (
                HEAD.rstrip(),
                totals(framework),
                by_point(framework),
                "## Where titles are proven\n\nFrom `proof` of each indicator.",
                proofs(framework),
                "## Plainness\n\nFrom `tools/readability.py`, which states its method.",
                plainness(framework),
                "## Sameness\n\nFrom `tools/sameness.py`, which states its method.",
                table(editions),
            )
        )
        + "\n"
    )


def made() -> str:
    """Return the page as the files of this checkout make it."""
    kept = sorted((ROOT / "editions").glob("*2026.1.yaml"))
    before = load_framework(kept[0]) if kept else None
    return page(load_framework(DEFAULT_FRAMEWORK), before)


def main() -> int:
    """Write or compare the page."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    text = made()
    if parser.parse_args().check:
        if not PAGE.exists() or PAGE.read_text("utf-8") != text:
            print(
                f"{PAGE.relative_to(ROOT)} is out of date: run python -m tools.figures"
            )
            return 1
        return 0
    PAGE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
