"""docs/rounds.md says what the table of moves says."""

from assessment.domain.rounds.moves import Need, Record
from tools.rounds import DOCUMENT, NEEDS, RECORDS, table, with_table


def test_the_document_has_the_moves_as_they_are() -> None:
    document = DOCUMENT.read_text("utf-8")

    assert with_table(document) == document, "run: python -m tools.rounds"
    assert table().count("\n") > 15


def test_every_need_and_record_has_its_words() -> None:
    assert set(NEEDS) == set(Need)
    assert set(RECORDS) == set(Record)
