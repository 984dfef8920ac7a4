"""Saving, conflicts, moves, what is public, files and comparisons, on PostgreSQL, too.

A choice of tests/integration/web: those that write in more than one step, and those whose
order or search depends on the database.
"""

from tests.integration.web.test_carried import (
    test_one_press_on_the_page_confirms_and_leads_to_what_waits_next,
)
from tests.integration.web.test_comparison import (
    test_lists_keep_apart_what_may_not_be_compared,
    test_the_table_shows_what_the_scoring_function_returned,
)
from tests.integration.web.test_conflict import (
    test_a_conflict_on_the_profile_shows_where_the_two_differ,
    test_a_conflict_shows_both_versions_and_keeps_both_texts,
    test_a_script_is_told_who_was_quicker,
    test_the_person_can_keep_her_version,
)
from tests.integration.web.test_history import (
    begun,
    test_a_history_is_paged,
    test_an_erased_name_is_a_former_member,
    test_decimal_figures_are_written_as_numbers,
)
from tests.integration.web.test_public_comparison import (
    test_ranks_come_on_request_and_always_with_the_places_they_took,
)
from tests.integration.web.test_published import (
    test_the_list_is_filtered_by_what_was_cleared,
    test_the_list_takes_as_many_queries_for_three_as_for_many,
    test_what_is_withdrawn_is_gone_at_every_door_and_nothing_of_it_is_told,
)

__all__ = [
    "begun",
    "test_a_conflict_on_the_profile_shows_where_the_two_differ",
    "test_a_conflict_shows_both_versions_and_keeps_both_texts",
    "test_a_history_is_paged",
    "test_a_script_is_told_who_was_quicker",
    "test_an_erased_name_is_a_former_member",
    "test_decimal_figures_are_written_as_numbers",
    "test_lists_keep_apart_what_may_not_be_compared",
    "test_one_press_on_the_page_confirms_and_leads_to_what_waits_next",
    "test_ranks_come_on_request_and_always_with_the_places_they_took",
    "test_the_list_is_filtered_by_what_was_cleared",
    "test_the_list_takes_as_many_queries_for_three_as_for_many",
    "test_the_person_can_keep_her_version",
    "test_the_table_shows_what_the_scoring_function_returned",
    "test_what_is_withdrawn_is_gone_at_every_door_and_nothing_of_it_is_told",
]
