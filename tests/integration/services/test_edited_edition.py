"""An edition whose text was changed under its old number is noticed, and never mixed."""

from dataclasses import replace
from itertools import permutations

import pytest

from assessment.domain.people.teams import operator
from assessment.domain.records import EditionKey
from assessment.errors import ComparisonError
from assessment.services.assessments.editions import edited_in_place
from assessment.services.assessments.making import create_assessment
from assessment.services.comparisons.comparing import compare_chosen
from assessment.storage.engine import Store
from tests.builders import a_framework, an_assessment
from tests.databases import STAMP
from tests.teams import a_team

BEFORE = a_framework()
AFTER = replace(BEFORE, digest="1" * 64)


def test_it_is_said_with_the_number_of_assessments(store: Store) -> None:
    whole = an_assessment(BEFORE, {"law": 2})
    create_assessment(store, BEFORE, whole, stamp=STAMP, team=a_team(store))

    assert edited_in_place(store, BEFORE) is None
    problem = edited_in_place(store, AFTER)

    assert problem is not None
    assert "changed without a new number: 1 assessments" in problem.message


def test_two_texts_of_one_number_are_not_compared_in_any_order(store: Store) -> None:
    whole = an_assessment(BEFORE, {"law": 2})
    ids = [
        create_assessment(store, framework, whole, stamp=STAMP, team=a_team(store)).id
        for framework in (BEFORE, AFTER)
    ]

    def framework_of(edition: EditionKey) -> object:
        return BEFORE if edition.digest == BEFORE.digest else AFTER

    for order in permutations(ids):
        with pytest.raises(ComparisonError, match="different texts of edition"):
            compare_chosen(
                store, framework_of, order, person=operator("tests"), language="en"
            )  # type: ignore[arg-type]
