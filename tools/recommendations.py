"""Write which criterion asks which recommendation: python tools/recommendations.py.

The table is made from `serves` of the criteria in questions.yaml. `--check` compares it
with the page in docs/ and writes nothing.
"""

import argparse
from pathlib import Path

from assessment.domain.framework import Framework
from assessment.framework_file import load_framework
from assessment.resources import DEFAULT_FRAMEWORK

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "framework-review" / "recommendations.md"

HEAD = """# Which criterion asks which recommendation

Made by `python tools/recommendations.py` from `serves` of the criteria in `questions.yaml`; a test
compares this page with the file. The texts are our paraphrases. A number after a criterion is its
rung.

| Recommendation | Asked by |
|---|---|
"""


def asked_by(framework: Framework) -> dict[str, list[str]]:
    """Return recommendation key -> "indicator: criterion (rung), ...", in file order."""
    found: dict[str, list[str]] = {r.key: [] for r in framework.recommendations}
    for indicator in framework.indicators:
        for key in indicator.recommendations:
            criteria = [
                f"`{c.key}` ({rung.level})"
                for rung in indicator.ladder
                for c in rung.criteria
                if key in c.serves
            ]
            found[key].append(f"{indicator.key}: {', '.join(criteria)}")
    return found


def page(framework: Framework) -> str:
    """Return the page, in Markdown."""
    asked = asked_by(framework)
    rows = (
        f"| **{r.key}** ({r.body}) {r.text} | {'<br>'.join(asked[r.key])} |"
        for r in framework.recommendations
    )
    return HEAD + "\n".join(rows) + "\n"


def main() -> int:
    """Write or compare the page."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    made = page(load_framework(DEFAULT_FRAMEWORK))
    if parser.parse_args().check:
        if not PAGE.exists() or PAGE.read_text("utf-8") != made:
            print(
                f"{PAGE.relative_to(ROOT)} is out of date: run tools/recommendations.py"
            )
            return 1
        return 0
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(made, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
