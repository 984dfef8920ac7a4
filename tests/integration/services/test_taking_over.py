"""What a file says is taken over whole, with the files it names, or not at all."""

import pytest

from assessment.domain.answers import EvidenceItem
from assessment.domain.evidence import FileRecord
from assessment.domain.records import StoredAssessment
from assessment.errors import StorageError
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import load_assessment
from assessment.services.assessments.taking_over import take_over
from assessment.services.evidence.reading import files_of
from assessment.storage.engine import Store
from assessment.storage.evidence import EvidenceRepository
from tests.builders import a_framework, an_answer, an_assessment
from tests.databases import NOON, STAMP
from tests.teams import a_team

FRAMEWORK = a_framework()
LAW, OTHER = "a" * 64, "b" * 64
RECORDS = tuple(
    FileRecord(digest, "law.pdf", "application/pdf", 5, NOON, "Anna", None)
    for digest in (LAW, OTHER)
)


def taken(store: Store, there: StoredAssessment) -> StoredAssessment:
    answer = an_answer("c1", evidence=(EvidenceItem("The law", file=LAW),))
    return take_over(
        store,
        FRAMEWORK,
        there.id,
        brought=an_assessment(FRAMEWORK, {"law": answer}),
        keys={"law"},
        source="brought.zip",
        seen=there.revision,
        stamp=STAMP,
        records=RECORDS,
    )


@pytest.fixture
def there(store: Store) -> StoredAssessment:
    new = an_assessment(FRAMEWORK, {})
    return create_assessment(store, FRAMEWORK, new, stamp=STAMP, team=a_team(store))


def test_the_files_that_a_taken_answer_names_come_with_it(
    store: Store, there: StoredAssessment
) -> None:
    after = taken(store, there)

    assert set(after.assessment.answers) == {"law"}
    assert list(files_of(store, there.id)) == [LAW]


def test_no_answer_is_taken_over_whose_file_cannot_be_noted(
    store: Store, there: StoredAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> None:
        raise StorageError("full")

    monkeypatch.setattr(EvidenceRepository, "add", refuse)

    with pytest.raises(StorageError):
        taken(store, there)

    assert load_assessment(store, there.id) == there
