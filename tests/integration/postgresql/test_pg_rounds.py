"""Moves of a round on PostgreSQL: a choice of tests/integration/web/test_rounds.py."""

from tests.integration.web.test_rounds import (
    key,
    test_a_round_goes_its_way_from_page_to_page,
    test_lists_say_how_far_each_round_is,
    test_nobody_clears_what_was_changed_meanwhile,
    test_what_is_corrected_can_be_withdrawn_while_it_is_a_draft,
)

__all__ = [
    "key",
    "test_a_round_goes_its_way_from_page_to_page",
    "test_lists_say_how_far_each_round_is",
    "test_nobody_clears_what_was_changed_meanwhile",
    "test_what_is_corrected_can_be_withdrawn_while_it_is_a_draft",
]
