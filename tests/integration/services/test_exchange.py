"""Portable files go in whole or not at all, and come out equal."""

from dataclasses import replace

import pytest

from assessment.domain.people.sight import EVERYTHING
from assessment.domain.records import AuditAction
from assessment.domain.samples import SampleDraw, draw_sample
from assessment.errors import (
    EditionMismatchError,
    InvalidInputError,
    InvalidPortableFileError,
)
from assessment.framework_file import (
    kept_edition_path,
    load_framework,
    load_kept_edition,
)
from assessment.portable import read_assessment, write_assessment
from assessment.resources import DEFAULT_FRAMEWORK
from assessment.services.assessments.editions import edition_of, load_edition
from assessment.services.assessments.exchange import (
    export_assessment,
    import_assessment,
)
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import (
    history,
    list_assessments,
    load_assessment,
)
from assessment.storage.engine import Store
from tests.builders import a_framework, an_assessment
from tests.databases import STAMP
from tests.teams import a_team

FRAMEWORK = a_framework()


def test_what_is_exported_and_imported_again_is_equal(store: Store) -> None:
    original = create_assessment(
        store,
        FRAMEWORK,
        an_assessment(FRAMEWORK, {"law": 3}),
        stamp=STAMP,
        team=a_team(store),
    )
    text = export_assessment(store, FRAMEWORK, original.id)

    copy = import_assessment(
        store, FRAMEWORK, text, "copy.json", stamp=STAMP, team=a_team(store)
    )

    assert copy.id != original.id
    assert copy.assessment == original.assessment
    assert export_assessment(store, FRAMEWORK, copy.id) == text


def test_an_answer_to_a_kept_edition_is_stored_as_an_answer_to_that_edition(
    store: Store,
) -> None:
    current = load_framework(DEFAULT_FRAMEWORK)
    path = kept_edition_path(current.key, "2026.1")
    assert path is not None
    kept = load_kept_edition(path)
    text = write_assessment(an_assessment(kept, {"visible-budget": 2}), kept)

    stored = import_assessment(
        store, current, text, "old.json", stamp=STAMP, team=a_team(store)
    )

    assert stored.edition == edition_of(kept)
    assert stored.assessment.edition == "2026.1"
    assert load_edition(store, stored.edition) == kept
    assert export_assessment(store, kept, stored.id) == text


def test_a_kept_edition_is_found_even_where_it_was_never_stored(store: Store) -> None:
    current = load_framework(DEFAULT_FRAMEWORK)
    path = kept_edition_path(current.key, "2026.1")
    assert path is not None
    kept = load_kept_edition(path)

    assert load_edition(store, edition_of(kept)) is kept
    with pytest.raises(EditionMismatchError):
        load_edition(store, replace(edition_of(kept), digest="0" * 64))


def test_a_whole_invented_country_survives_the_way_through_the_database(
    store: Store,
) -> None:
    framework = load_framework(DEFAULT_FRAMEWORK)
    archetype = framework.archetypes[0]
    country = draw_sample(framework, archetype, SampleDraw(7, 1, "XC"))
    text = write_assessment(country, framework)

    stored = import_assessment(
        store, framework, text, "XC.json", stamp=STAMP, team=a_team(store)
    )

    assert load_assessment(store, stored.id).assessment == country
    assert export_assessment(store, framework, stored.id) == text


def test_the_trail_says_that_it_was_imported(store: Store) -> None:
    text = write_assessment(an_assessment(FRAMEWORK, {"law": 1}), FRAMEWORK)

    stored = import_assessment(
        store, FRAMEWORK, text, "a.json", stamp=STAMP, team=a_team(store)
    )

    assert {entry.action for entry in history(store, stored.id)} == {
        AuditAction.IMPORTED,
        AuditAction.ANSWER,
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"c1"', '"c9"'),
        ('"edition": "1.0"', '"edition": "9.0"'),
        ('"law"', '"moon"'),
        ("{", "["),
        ("}", ""),
    ],
    ids=["criterion", "edition", "indicator", "shape", "cut"],
)
def test_a_file_with_a_problem_leaves_nothing_behind(
    store: Store, old: str, new: str
) -> None:
    text = write_assessment(an_assessment(FRAMEWORK, {"law": 2, "data": 1}), FRAMEWORK)
    assert old in text

    with pytest.raises(InvalidPortableFileError) as caught:
        import_assessment(
            store,
            FRAMEWORK,
            text.replace(old, new, 1),
            "bad.json",
            stamp=STAMP,
            team=a_team(store),
        )

    assert all(problem.source == "bad.json" for problem in caught.value.problems)
    assert list_assessments(store, EVERYTHING) == ()


def test_limits_hold_for_files_as_for_forms(store: Store) -> None:
    text = write_assessment(
        an_assessment(FRAMEWORK, respondent="RESPONDENT"), FRAMEWORK
    ).replace("RESPONDENT", "x" * 5000)

    with pytest.raises(InvalidInputError):
        import_assessment(
            store, FRAMEWORK, text, "long.json", stamp=STAMP, team=a_team(store)
        )

    assert list_assessments(store, EVERYTHING) == ()


def test_a_file_of_a_compatible_edition_is_carried_over(store: Store) -> None:
    text = write_assessment(an_assessment(FRAMEWORK, {"law": 2}), FRAMEWORK)
    newer = a_framework(edition="1.1", compatible=("1.0",))

    stored = import_assessment(
        store, newer, text, "old.json", stamp=STAMP, team=a_team(store)
    )

    assert stored.assessment.edition == "1.1"
    again = read_assessment(
        export_assessment(store, newer, stored.id), "new.json", newer
    )
    assert again == replace(an_assessment(FRAMEWORK, {"law": 2}), edition="1.1")


def test_another_edition_than_its_own_is_not_exported(store: Store) -> None:
    stored = create_assessment(
        store, FRAMEWORK, an_assessment(FRAMEWORK), stamp=STAMP, team=a_team(store)
    )

    with pytest.raises(EditionMismatchError):
        export_assessment(store, a_framework(edition="2.0"), stored.id)
