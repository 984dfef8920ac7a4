"""Drawings are words first: each says what it shows, and mirrors for Arabic."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from assessment.reporting.shapes.drawings import (
    INK,
    RAMP,
    BandMark,
    Ladder,
    ScoreBar,
    Square,
    Squares,
)

BANDS = (BandMark(0.0, 0.4, "Weak", "0"), BandMark(0.4, 1.0, "Strong", "40"))
BAR = ScoreBar("Score 54 <of> 100", 0.54, 0.49, 0.61, 0.47)
SQUARES = (
    Square("1.1", 2, is_open=False, is_critical=True),
    Square("1.2", None, is_open=True, is_critical=False),
    Square("1.3", None, is_open=False, is_critical=False),
)
DRAWN = {
    "bar": BAR,
    "scale": ScoreBar("Score 54", 0.54, 0.49, 0.61, 0.47, BANDS, "100"),
    "ladder": Ladder("Level 2 of 4", level=2, top=4, target=3),
    "squares": Squares("1.1: level 2", SQUARES, top=4),
}
EMPTY = {
    "bar": ScoreBar("No score"),
    "scale": ScoreBar("No score", bands=BANDS),
    "ladder": Ladder("No level", level=None, top=4, target=0),
    "squares": Squares("Nothing", (), top=4),
}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_says_in_words_what_it_shows(name):
    root = ET.fromstring(DRAWN[name].svg())

    assert root.find(f"{SVG}title").text == DRAWN[name].alt
    assert root.get("role") == "img"


@pytest.mark.parametrize("name", DRAWN)
def test_a_right_to_left_report_gets_the_mirror_image(name):
    assert DRAWN[name].svg(rtl=True) != DRAWN[name].svg()


def test_the_score_stands_as_far_from_the_right_as_it_stood_from_the_left():
    width = 150

    def score_at(svg):
        return float(re.search(rf'M([\d.]+) 1v17" stroke="{INK}"', svg)[1])

    left = score_at(BAR.svg(width=width))
    right = score_at(BAR.svg(width=width, rtl=True))

    assert left + right == pytest.approx(width, abs=0.11)


@pytest.mark.parametrize("name", EMPTY)
def test_nothing_answered_can_be_drawn(name):
    assert ET.fromstring(EMPTY[name].svg()).tag == f"{SVG}svg"


@pytest.mark.parametrize("level", range(5))
def test_a_ladder_fills_as_many_boxes_as_levels_are_reached(level):
    paths = ET.fromstring(Ladder("", level, 4, 0).svg()).findall(f"{SVG}path")
    filled = [p for p in paths if p.get("fill") in RAMP]

    assert sum(p.get("d").count("M") for p in filled) == level
    assert sum(p.get("d").count("M") for p in paths) == 4


def test_the_ladder_of_an_open_indicator_is_dashed():
    assert "stroke-dasharray" in Ladder("", None, 4, 3).svg()
    assert "stroke-dasharray" not in Ladder("", 0, 4, 3).svg()


def test_squares_say_level_open_and_critical_by_more_than_colour():
    drawn = Squares("", SQUARES, top=4).svg()
    told = [text.text for text in ET.fromstring(drawn).iter(f"{SVG}text")]

    assert told == ["1.1", "2", "1.2", "?", "1.3", "–"]
    assert drawn.count("stroke-dasharray") == 1


def test_more_squares_than_fit_a_line_go_on_below():
    one = ET.fromstring(Squares("", SQUARES, top=4, per_line=3).svg())
    three = ET.fromstring(Squares("", SQUARES, top=4, per_line=1).svg())

    def height(svg):
        return float(svg.get("height").removesuffix("pt"))

    assert height(three) == 3 * height(one)


def test_the_name_of_a_band_that_has_no_room_is_left_out():
    narrow = (BandMark(0.0, 0.02, "Mostly missing", "0"), *BANDS[1:])

    told = ScoreBar("", 0.5, bands=narrow, end="100").svg()

    assert "missing" not in told
    assert "Strong" in told


def test_every_step_of_the_ramp_is_clearly_darker_than_the_last_in_grey():
    def lightness(colour):
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    greys = [lightness(colour) for colour in RAMP]

    assert all(before - after > 12 for before, after in pairwise(greys))
