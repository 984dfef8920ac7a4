"""The figures that lists show of snapshots: those of the text, of nothing else."""

from decimal import Decimal

import pytest
from sqlalchemy import delete, select, update

from assessment import resources
from assessment.domain.framework import Framework
from assessment.domain.records import EditionKey
from assessment.domain.rounds.headline import Headline, as_listed
from assessment.domain.rounds.published import Wanted
from assessment.domain.rounds.snapshot import digest_of_text
from assessment.domain.rounds.states import Visibility
from assessment.errors import EditionMismatchError
from assessment.framework_file import load_framework
from assessment.services.published.reading import PublishedList, published_list
from assessment.services.rounds.headlines import complete_headlines, headline_in
from assessment.services.samples.demo import fill_demo
from assessment.storage.engine import Store
from assessment.storage.rounds.headline_repository import HeadlineRepository
from assessment.storage.tables import headline_table, snapshot_table
from tests.builders import a_framework, an_assessment
from tests.databases import STAMP, counted_queries
from tests.published import published

FRAMEWORK = a_framework()


def an_xs(period: str = "2026", **levels: int):
    return an_assessment(FRAMEWORK, levels or {"law": 2}, code="XS", period=period)


def listed(store: Store, framework: Framework = FRAMEWORK) -> PublishedList:
    return published_list(store, lambda _edition: framework, Wanted(), first=0, most=50)


def figures(store: Store) -> list[Headline | None]:
    return [line.headline for line in listed(store).lines]


def forget(store: Store) -> None:
    """Leave what a version before headlines left."""
    with store.writing() as session:
        session.execute(delete(headline_table))


def test_what_clearing_keeps_is_worked_out_of_the_very_text(store: Store) -> None:
    questions = load_framework(resources.DEFAULT_FRAMEWORK)
    fill_demo(store, questions, language="en", stamp=STAMP)

    with store.reading() as session:
        snapshots = select(snapshot_table.c.id, snapshot_table.c.text)
        texts = {row.id: row.text for row in session.execute(snapshots)}
        kept = HeadlineRepository(session).of(texts)
        rows = session.execute(select(headline_table))
        digests = {row.snapshot_id: row.digest for row in rows}
    assert len(texts) > 3
    assert kept == {
        key: headline_in(questions, text, "") for key, text in texts.items()
    }
    assert digests == {key: digest_of_text(text) for key, text in texts.items()}


def test_a_list_reads_no_snapshot(store: Store) -> None:
    for year in range(2001, 2021):
        published(store, FRAMEWORK, an_xs(str(year)))

    with counted_queries(store.engine) as statements:
        found = listed(store)

    assert len([line for line in found.lines if line.headline]) == 20
    assert not [each for each in statements if "snapshot.text" in each]


def test_snapshots_of_an_older_version_are_listed_alike_before_and_after_completing(
    store: Store,
) -> None:
    for year in range(2001, 2004):
        published(store, FRAMEWORK, an_xs(str(year), law=year % 3))
    new = figures(store)
    forget(store)
    told: list[tuple[int, int]] = []

    before = figures(store)
    done = completed(store, told)

    assert before == new
    assert done == 3
    assert told == [(3, 3)]
    assert figures(store) == new
    assert completed(store, told) == 0


def completed(store: Store, told: list[tuple[int, int]]) -> int:
    def framework_of(edition: EditionKey) -> Framework:
        if edition.digest != FRAMEWORK.digest:
            raise EditionMismatchError("not kept")
        return FRAMEWORK

    return complete_headlines(
        store, framework_of, lambda done, of: told.append((done, of))
    )


def test_figures_of_another_text_do_not_count(store: Store) -> None:
    published(store, FRAMEWORK, an_xs())
    right = figures(store)
    wrong = {"score": "100", "band": "", "digest": "0" * 64}
    with store.writing() as session:
        session.execute(update(headline_table).values(wrong))

    assert figures(store) == right
    assert completed(store, []) == 1
    with store.reading() as session:
        assert session.scalars(select(headline_table.c.score)).all() != ["100"]


def test_what_answers_an_edition_that_is_not_kept_is_left_out(store: Store) -> None:
    published(store, FRAMEWORK, an_xs())
    forget(store)
    with store.writing() as session:
        session.execute(update(snapshot_table).values(edition_digest="f" * 64))

    assert completed(store, []) == 0


@pytest.mark.parametrize("visibility", Visibility)
def test_lists_show_no_more_than_the_visibility(visibility: Visibility) -> None:
    third = Decimal(1) / 3
    whole = Headline("some", 2, 3, False, third, third, third)

    shown = as_listed(whole, visibility)

    match visibility:
        case Visibility.NOTHING:
            assert shown is None
        case Visibility.BANDS:
            assert shown == Headline("some", 2, 3, False, None, None, None)
        case _:
            assert shown == whole


def test_figures_come_back_exactly(store: Store) -> None:
    published(store, FRAMEWORK, an_xs(law=2, data=1))
    with store.reading() as session:
        text = session.scalar(select(snapshot_table.c.text))
    assert text is not None

    assert figures(store) == [headline_in(FRAMEWORK, text, "")]
