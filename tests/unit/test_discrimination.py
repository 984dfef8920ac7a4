"""The simulation that says whether the framework tells countries apart."""

from pathlib import Path

import numpy as np
import pytest

from assessment import resources
from assessment.domain.scoring import score_assessment
from tests.builders import a_framework, a_ladder, an_assessment, an_indicator
from tools import discrimination

PAGES = resources.ROOT / "docs" / "framework-review"


def test_the_page_of_the_first_edition_is_what_the_command_prints(tmp_path):
    page = tmp_path / "page.md"

    discrimination.main(["2026.1", "-o", str(page)])

    # python tools/discrimination.py 2026.1 -o docs/framework-review/discrimination-2026.1.md
    stored = (PAGES / "discrimination-2026.1.md").read_text(encoding="utf-8")
    assert page.read_text(encoding="utf-8") == stored


def test_the_simulation_scores_as_the_engine_does():
    framework = a_framework(
        an_indicator("law", weight=2, ladder=a_ladder("a b", "c", "d e f", "g")),
        an_indicator("data"),
        an_indicator("police", point="other", type="process"),
    )
    world = discrimination.simulate(
        framework, discrimination.even(framework, 0.6), 50, correlated=True
    )

    scores = world.scores()

    for country in range(50):
        levels = {key: int(found[country]) for key, found in world.levels.items()}
        card = score_assessment(framework, an_assessment(framework, levels))
        assert float(card.overall.score) == pytest.approx(scores[country])


def test_a_criterion_is_met_as_often_as_the_chance_says():
    framework = a_framework(an_indicator("law", ladder=a_ladder("a", "b", "c", "d")))
    for correlated in (False, True):
        world = discrimination.simulate(
            framework,
            discrimination.even(framework, 0.7),
            20_000,
            correlated=correlated,
        )
        assert np.mean(world.levels["law"] >= 1) == pytest.approx(0.7, abs=0.015)


def test_criteria_that_hang_together_are_met_together():
    framework = a_framework(an_indicator("law", ladder=a_ladder("a b", "c", "d", "e")))
    chances = discrimination.even(framework, 0.7)
    alone, together = (
        discrimination.simulate(framework, chances, 20_000, correlated=correlated)
        for correlated in (False, True)
    )

    assert np.mean(alone.levels["law"] >= 1) == pytest.approx(0.49, abs=0.02)
    assert np.mean(together.levels["law"] >= 1) > 0.54


@pytest.mark.parametrize("name", ["small.yaml", "libraries.yaml"])
def test_a_framework_of_another_shape_gives_a_page_as_well(name, capsys):
    path = Path(__file__).parents[1] / "data" / "frameworks" / name

    assert discrimination.main([str(path), "--countries", "50"]) == 0

    assert "## Where levels pile up" in capsys.readouterr().out
