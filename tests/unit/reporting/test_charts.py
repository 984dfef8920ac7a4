"""Charts are words first: every drawing says what it shows, and mirrors for Arabic."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from assessment.reporting.paper import charts
from assessment.reporting.shapes.drawn import Bar, Dumbbell, Strip, Tick

BAR = Bar(alt="Score 54 <of> 100", score=0.54, low=0.49, high=0.61, evidenced=0.47)
STRIP = Strip(
    alt="Level 2", steps=(0, 1, 2, 3, 4), level=2, evidenced=1, target=3, ahead=(4,)
)
BELL = Dumbbell(title="t", text="x", alt="Law 68", law=0.68, practice=0.41)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*, rtl=False):
    return {
        "bar": charts.score_bar(BAR, rtl=rtl),
        "scale": charts.score_scale(BAR, (Tick(0.0, "0"), Tick(1.0, "100")), rtl=rtl),
        "strip": charts.ladder_strip(STRIP, rtl=rtl),
        "dumbbell": charts.dumbbell(BELL, rtl=rtl),
    }


@pytest.mark.parametrize("name", ["bar", "scale", "strip", "dumbbell"])
def test_a_drawing_says_in_words_what_it_shows(name):
    root = ET.fromstring(drawn()[name])

    assert root.find(f"{SVG}title").text
    assert root.get("role") == "img"


def test_words_in_a_drawing_cannot_break_out_of_it():
    root = ET.fromstring(charts.score_bar(BAR))

    assert root.find(f"{SVG}title").text == "Score 54 <of> 100"


@pytest.mark.parametrize("name", ["bar", "scale", "strip", "dumbbell"])
def test_a_right_to_left_report_gets_the_mirror_image(name):
    assert drawn(rtl=True)[name] != drawn()[name]


def test_the_score_stands_as_far_from_the_right_as_it_stood_from_the_left():
    width = 150

    def score_at(svg):
        return float(re.search(rf'M([\d.]+) \.5v13" stroke="{charts.INK}"', svg)[1])

    left = score_at(charts.score_bar(BAR, width=width))
    right = score_at(charts.score_bar(BAR, width=width, rtl=True))

    assert left + right == pytest.approx(width, abs=0.11)


@pytest.mark.parametrize("name", ["bar", "scale", "strip", "dumbbell"])
def test_nothing_answered_can_be_drawn(name):
    empty = {
        "bar": charts.score_bar(Bar("No score")),
        "scale": charts.score_scale(Bar("No score"), ()),
        "strip": charts.ladder_strip(Strip("No level", (0, 1, 2), None, None, 1)),
        "dumbbell": charts.dumbbell(Dumbbell("t", "x", "No score", None, None)),
    }

    assert ET.fromstring(empty[name]).tag == f"{SVG}svg"


def test_every_step_of_the_ramp_is_clearly_darker_than_the_last_in_grey():
    def lightness(colour):
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    greys = [lightness(colour) for colour in charts.RAMP]

    assert all(before - after > 12 for before, after in pairwise(greys))
