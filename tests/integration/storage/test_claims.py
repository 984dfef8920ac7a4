"""Several people at once: nobody's answer is lost, and one of two wins."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from assessment.domain.records import (
    PageConflictError,
    PageKey,
    ProfileConflictError,
    Stamp,
    StepUpPlan,
    StoredAssessment,
)
from assessment.errors import EditConflictError
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import history, load_assessment
from assessment.services.assessments.recording import (
    record_answer,
    record_profile,
)
from assessment.services.planning.changing import record_plan
from assessment.storage.engine import Store
from tests.builders import a_framework, an_answer, an_assessment, an_indicator
from tests.databases import BEN, NOON, STAMP
from tests.teams import a_team

SAVES = 15
FRAMEWORK = a_framework(*(an_indicator(f"i{number}") for number in range(6)))
ANSWERS = (an_answer("c1"), an_answer("c1", "c2"))
BENS = Stamp(BEN, NOON)


@pytest.fixture
def stored(store: Store) -> StoredAssessment:
    return create_assessment(
        store, FRAMEWORK, an_assessment(FRAMEWORK), stamp=STAMP, team=a_team(store)
    )


def at_once(number: int, act: Callable[[int], object]) -> list[object]:
    """Run *act* in *number* threads that start together; return what came of each."""
    barrier = Barrier(number)

    def run(thread: int) -> object:
        barrier.wait()
        try:
            return act(thread)
        except EditConflictError as conflict:
            return conflict

    with ThreadPoolExecutor(number) as threads:
        return list(threads.map(run, range(number)))


def test_six_people_on_six_pages_lose_nothing(
    store: Store, stored: StoredAssessment
) -> None:
    def fill(thread: int) -> None:
        page = PageKey(stored.id, f"i{thread}")
        for save in range(SAVES):
            answer = ANSWERS[save % 2]
            record_answer(store, FRAMEWORK, page, answer, seen=save, stamp=STAMP)

    results = at_once(6, fill)

    assert results == [None] * 6
    now = load_assessment(store, stored.id)
    assert {key: page.version for key, page in now.pages.items()} == {
        f"i{number}": SAVES for number in range(6)
    }
    assert set(now.assessment.answers.values()) == {ANSWERS[(SAVES - 1) % 2]}
    assert now.revision == 1 + 6 * SAVES
    assert len(history(store, stored.id)) == 1 + 6 * SAVES


@pytest.mark.parametrize("seen", [0, 1], ids=["new page", "page saved before"])
def test_of_two_people_on_one_page_exactly_one_wins(
    store: Store, stored: StoredAssessment, seen: int
) -> None:
    page = PageKey(stored.id, "i0")
    if seen:
        record_answer(store, FRAMEWORK, page, an_answer(), seen=0, stamp=STAMP)

    for version in range(seen, seen + 10):
        results = at_once(
            2,
            lambda thread, version=version: record_answer(
                store,
                FRAMEWORK,
                page,
                an_answer("c1", note=f"{version} by {thread}"),
                seen=version,
                stamp=STAMP,
            ),
        )

        won = [r for r in results if isinstance(r, StoredAssessment)]
        lost = [r for r in results if isinstance(r, PageConflictError)]
        assert (len(won), len(lost)) == (1, 1)
        assert lost[0].current == version + 1
        assert lost[0].answer == won[0].assessment.answers["i0"]


def test_a_conflict_shows_what_is_stored_and_whose_it_is(
    store: Store, stored: StoredAssessment
) -> None:
    page = PageKey(stored.id, "i0")
    record_answer(store, FRAMEWORK, page, ANSWERS[0], seen=0, stamp=BENS)

    with pytest.raises(PageConflictError) as caught:
        record_answer(store, FRAMEWORK, page, ANSWERS[1], seen=0, stamp=STAMP)

    conflict = caught.value
    assert conflict.answer == ANSWERS[0]
    assert (conflict.state.saved_by, conflict.seen, conflict.current) == ("Ben", 0, 1)


def test_an_emptied_page_is_a_change_like_any_other(
    store: Store, stored: StoredAssessment
) -> None:
    page = PageKey(stored.id, "i0")
    record_answer(store, FRAMEWORK, page, ANSWERS[0], seen=0, stamp=BENS)
    record_answer(store, FRAMEWORK, page, None, seen=1, stamp=BENS)

    with pytest.raises(PageConflictError) as caught:
        record_answer(store, FRAMEWORK, page, ANSWERS[1], seen=1, stamp=STAMP)

    assert caught.value.answer is None
    assert load_assessment(store, stored.id).version_of("i0") == 2


def test_sending_the_same_page_twice_is_no_conflict_and_no_change(
    store: Store, stored: StoredAssessment
) -> None:
    page = PageKey(stored.id, "i0")
    first = record_answer(store, FRAMEWORK, page, ANSWERS[0], seen=0, stamp=STAMP)

    second = record_answer(store, FRAMEWORK, page, ANSWERS[0], seen=0, stamp=BENS)

    assert second == first
    assert len(history(store, stored.id)) == 2


def test_a_version_nobody_ever_saved_is_a_conflict(
    store: Store, stored: StoredAssessment
) -> None:
    page = PageKey(stored.id, "i0")

    with pytest.raises(EditConflictError) as caught:
        record_answer(store, FRAMEWORK, page, ANSWERS[0], seen=3, stamp=STAMP)

    assert caught.value.current == 0


def test_of_two_profiles_exactly_one_wins(
    store: Store, stored: StoredAssessment
) -> None:
    results = at_once(
        2,
        lambda thread: record_profile(
            store,
            FRAMEWORK,
            stored.id,
            {"coast": (("yes", "no")[thread],)},
            seen=0,
            stamp=STAMP,
        ),
    )

    lost = [r for r in results if isinstance(r, ProfileConflictError)]
    assert len(lost) == 1
    now = load_assessment(store, stored.id)
    assert now.profile_version == 1


def test_a_profile_conflict_shows_what_is_stored(
    store: Store, stored: StoredAssessment
) -> None:
    record_profile(store, FRAMEWORK, stored.id, {"coast": ("no",)}, seen=0, stamp=BENS)

    with pytest.raises(ProfileConflictError) as caught:
        record_profile(
            store, FRAMEWORK, stored.id, {"coast": ("yes",)}, seen=0, stamp=STAMP
        )

    assert caught.value.profile == {"coast": ("no",)}


def test_of_two_plans_exactly_one_wins(store: Store, stored: StoredAssessment) -> None:
    results = at_once(
        2,
        lambda thread: record_plan(
            store,
            FRAMEWORK,
            stored.id,
            StepUpPlan({"i0": thread + 1}),
            seen=0,
            stamp=STAMP,
        ),
    )

    assert [type(r) for r in results].count(EditConflictError) == 1
