"""Files of evidence on PostgreSQL: a choice of tests/integration/web/test_evidence.py."""

from tests.integration.web.test_evidence import (
    site,
    test_a_document_is_taken_out_of_every_answer,
    test_a_file_is_attached_shown_and_handed_out,
    test_an_archive_with_files_comes_back_through_the_import,
    test_the_register_mends_a_document_in_all_its_answers_at_once,
)

__all__ = [
    "site",
    "test_a_document_is_taken_out_of_every_answer",
    "test_a_file_is_attached_shown_and_handed_out",
    "test_an_archive_with_files_comes_back_through_the_import",
    "test_the_register_mends_a_document_in_all_its_answers_at_once",
]
