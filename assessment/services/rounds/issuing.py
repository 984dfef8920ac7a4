"""What leaves the house of an assessment: its report, its portable file.

What is signed leaves as it was signed, byte for byte; what is not says that it is not.
"""

from dataclasses import replace
from datetime import datetime

from assessment.domain.framework import Framework
from assessment.domain.records import EditionKey, StoredAssessment
from assessment.domain.rounds.carrying import unconfirmed
from assessment.domain.rounds.progress import Round, progress_between
from assessment.domain.rounds.snapshot import Snapshot
from assessment.domain.rounds.states import UNSIGNED
from assessment.errors import EditionMismatchError
from assessment.reporting.shapes.seal import Imprint
from assessment.services.assessments.exchange import portable_text
from assessment.services.reports.kinds import ReportOrder
from assessment.services.rounds.last_round import FrameworkOf, last_round
from assessment.services.rounds.reading import assessment_in, snapshot_of
from assessment.storage.engine import Store


def signed_snapshot(store: Store, stored: StoredAssessment) -> Snapshot | None:
    """Return what stands signed of *stored*; None while it is worked on.

    Raises:
        StorageError: when the database cannot be read.
    """
    return None if stored.state in UNSIGNED else snapshot_of(store, stored.id)


def issued_order(  # noqa: PLR0913 - each says one thing of the report
    store: Store,
    framework: Framework,
    stored: StoredAssessment,
    *,
    language: str,
    kind: str,
    made_on: datetime,
    address: str,
    framework_of: FrameworkOf | None = None,
) -> ReportOrder:
    """Return the order for a report of *stored*, made from the snapshot once it is signed.

    Args:
        store: Where snapshots are.
        framework: The whole edition it is answered against.
        stored: The assessment.
        language: Of the report.
        kind: Which report.
        made_on: Printed as the time of making.
        address: Where readers reach this installation; empty: nobody said.
        framework_of: Finds the edition of the last round; None: only of the same edition.

    Raises:
        StorageError: when the database cannot be read.
    """
    snapshot = signed_snapshot(store, stored)
    mine = stored.assessment
    asked = framework.in_scope(mine.scope)
    waiting = len(unconfirmed(asked, stored))
    imprint = Imprint(stored.state, address, unconfirmed=waiting)
    if snapshot is not None:
        mine = assessment_in(snapshot, framework)
        imprint = Imprint(stored.state, address, snapshot.text)
    order = ReportOrder(framework, mine, language, made_on, kind=kind, imprint=imprint)
    return _with_last_round(store, order, stored, framework_of)


def _with_last_round(
    store: Store,
    order: ReportOrder,
    stored: StoredAssessment,
    framework_of: FrameworkOf | None,
) -> ReportOrder:
    """Return *order* with the round before it beside, where the two are compared."""

    def found(edition: EditionKey) -> Framework:
        if edition == stored.edition:
            return order.framework
        if framework_of is None:
            raise EditionMismatchError(f"no edition {edition.edition} is at hand")
        return framework_of(edition)

    last = last_round(store, found, stored)
    if last is None:
        return order
    before = last.said
    if progress_between(before, Round(order.framework, order.assessment)) is None:
        return order
    is_same = before.framework.digest == order.framework.digest
    return replace(
        order,
        previous=before.assessment,
        previous_framework=None if is_same else before.framework,
    )


def issued_text(store: Store, framework: Framework, stored: StoredAssessment) -> str:
    """Return the portable file of *stored*: what was signed, once it is.

    Raises:
        EditionMismatchError: when it was answered against another edition.
        StorageError: when the database cannot be read.
    """
    snapshot = signed_snapshot(store, stored)
    return portable_text(stored, framework) if snapshot is None else snapshot.text
