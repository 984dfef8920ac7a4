"""Editions that the program keeps: frozen, sound, and explained by ``diff``."""

from hashlib import sha256

import pytest

from assessment import resources
from assessment.framework_file import (
    Effect,
    check_framework,
    diff_frameworks,
    kept_edition_path,
    kept_edition_paths,
    load_framework,
    load_kept_edition,
)

FROZEN = {
    "child-trafficking-systems-2026.1.yaml": (
        "2d6c6c31e34e11063f376a80b3061ae7c42e9724febaaa5db53451c3a5f95a84"
    ),
}
"""The SHA-256 of each file, by which assessments know what they answered."""


def test_kept_editions_are_frozen():
    found = {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in kept_edition_paths()
    }

    assert found == FROZEN


@pytest.mark.parametrize("name", FROZEN)
def test_a_kept_edition_still_loads_and_is_found_by_key_and_edition(name):
    framework = load_kept_edition(resources.EDITIONS / name)

    path = kept_edition_path(framework.key, framework.edition)
    assert path == resources.EDITIONS / name
    assert framework.digest == FROZEN[name]


@pytest.mark.parametrize("name", FROZEN)
def test_a_kept_edition_still_gives_the_scores_its_examples_promise(name):
    found = check_framework(resources.EDITIONS / name)

    assert found.problems == ()
    assert found.examples > 0


@pytest.mark.parametrize(
    "key", ["no-such", "../questions", "child-trafficking-systems"]
)
def test_what_is_not_kept_is_not_found(key):
    assert kept_edition_path(key, "1") is None


def test_the_step_to_the_current_edition_is_explained():
    current = load_framework(resources.DEFAULT_FRAMEWORK)
    path = kept_edition_path(current.key, "2026.1")
    old = load_kept_edition(path)

    changes = diff_frameworks(old, current)

    assert (old.edition, current.edition) == ("2026.1", "2026.2")
    assert not set(current.compatible) & {old.edition}
    assert {change.effect for change in changes} == set(Effect)
    assert all(change.message for change in changes)


def test_the_older_name_for_counts_of_people_means_the_same():
    old = load_kept_edition(resources.EDITIONS / next(iter(FROZEN)))
    figures = [figure for i in old.indicators for figure in i.figures]

    assert any(figure.counts_people for figure in figures)
    assert not all(figure.counts_people for figure in figures)
