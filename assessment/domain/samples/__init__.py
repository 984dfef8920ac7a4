"""Invented countries for training: drawn from an archetype, the same for the same seed."""

from assessment.domain.samples.alternative import alternative_of
from assessment.domain.samples.dice import Dice
from assessment.domain.samples.drawing import draw_sample
from assessment.domain.samples.phrases import SampleWords
from assessment.domain.samples.setting import (
    PERIOD,
    SampleDraw,
    find_archetype,
    invented_code,
)

__all__ = [
    "PERIOD",
    "Dice",
    "SampleDraw",
    "SampleWords",
    "alternative_of",
    "draw_sample",
    "find_archetype",
    "invented_code",
]
