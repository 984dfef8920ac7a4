"""Make every page of docs/framework-review/ that comes from a program anew.

    python -m tools.review_pages

recommendations.md, figures.md and the simulation of the current edition. Tests compare
these pages with questions.yaml; this is what to run when one of them is red.
"""

from assessment.framework_file import load_framework
from assessment.resources import DEFAULT_FRAMEWORK
from tools import discrimination, figures, recommendations


def main() -> int:
    """Write the pages."""
    framework = load_framework(DEFAULT_FRAMEWORK)
    recommendations.PAGE.write_text(recommendations.page(framework), "utf-8")
    figures.PAGE.write_text(figures.made(), "utf-8")
    simulation = figures.PAGE.parent / f"discrimination-{framework.edition}.md"
    simulation.write_text(
        "\n".join(discrimination.page(framework, 2000, brief=False)) + "\n", "utf-8"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
