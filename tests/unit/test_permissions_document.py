"""docs/people.md says what the program asks."""

from assessment.domain.people.may import TABLE
from tools.permissions import DOCUMENT, DOES, table, with_table


def test_the_document_holds_the_table_that_the_program_asks():
    written = DOCUMENT.read_text(encoding="utf-8")

    assert written == with_table(written), "run python -m tools.permissions"
    assert table() in written


def test_every_action_of_the_table_has_words():
    assert set(DOES) == set(TABLE)
