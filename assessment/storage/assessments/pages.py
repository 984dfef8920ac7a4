"""The pages of one assessment: one conditional UPDATE decides who wins (STYLE 4.9)."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.domain.records import PageConflictError, PageState, Stamp
from assessment.errors import EditConflictError
from assessment.storage.assessments import json_data
from assessment.storage.assessments.rows import Fields
from assessment.storage.tables import PAGES

# Built once: building statements would take half the time of a save.
_P = PAGES.c
_IS_PAGE = (_P.assessment_id == bindparam("assessment")) & (
    _P.indicator_key == bindparam("indicator")
)
_FIND = select(PAGES).where(_IS_PAGE)
_ADD = insert(PAGES)
_CLAIM = (
    update(PAGES)
    .where(_IS_PAGE, _P.version == bindparam("seen"))
    .values({c: bindparam(c.name) for c in PAGES.c if not c.primary_key})
    .returning(_P.version)
)
_CONFIRMED = ("version", "saved_at", "saved_by_id", "saved_by", "to_confirm", "former")
_CONFIRM = (
    update(PAGES)
    .where(_IS_PAGE, _P.version == bindparam("seen"), _P.to_confirm)
    .values({_P[name]: bindparam(name) for name in _CONFIRMED})
    .returning(_P.version)
)
_OF_WHO_GAVE_IT = ("saved_by", "saved_by_id", "carried", "to_confirm", "former")


class Pages:
    """The pages of the assessment that an editor changes."""

    def __init__(self, session: Session, assessment_id: UUID, stamp: Stamp) -> None:
        self._session = session
        self._id = assessment_id
        self._stamp = stamp

    def find(self, indicator_key: str) -> Fields | None:
        """Return the row of a page; None when it was never saved."""
        return self._session.execute(_FIND, self._key(indicator_key)).first()

    def claim(
        self,
        indicator_key: str,
        answer: json_data.Json | None,
        *,
        seen: int,
        as_before: Fields | None = None,
    ) -> bool:
        """Write *answer* if the page is at version *seen*; False when it is not.

        What the row *as_before* says of who gave it, and of its confirmation, stays.
        """
        values = self._saved(seen) | {
            "answer": answer,
            # Whoever saves it says that it is true in this round.
            "carried": 0,
            "to_confirm": False,
            "former": None,
        }
        if as_before is not None:
            values |= {name: getattr(as_before, name) for name in _OF_WHO_GAVE_IT}
        if seen == 0:
            return self._insert(indicator_key, values)
        given = self._key(indicator_key) | {"seen": seen} | values
        return self._session.scalar(_CLAIM, given) is not None

    def confirm(self, indicator_key: str, *, seen: int) -> bool:
        """Note that the answer is still true if the page is at version *seen*.

        For how many rounds it has stood stays: it was looked at, and not given anew.
        """
        values = self._saved(seen) | {"to_confirm": False, "former": None}
        given = self._key(indicator_key) | {"seen": seen} | values
        return self._session.scalar(_CONFIRM, given) is not None

    def was_confirmed(self, row: Fields, seen: int) -> bool:
        """Return whether the next that happened to version *seen* was a confirmation.

        An answer that is saved anew stands for no round (``carried`` 0).
        """
        return bool(row.version == seen + 1 and row.carried and not row.to_confirm)

    def conflict(self, indicator_key: str, seen: int) -> EditConflictError:
        """Return the error that says what is stored now."""
        row = self.find(indicator_key)
        if row is None:
            return EditConflictError(indicator_key, seen=seen, current=0)
        return PageConflictError(
            indicator_key,
            seen=seen,
            answer=json_data.answer_from_json(row.answer),
            state=PageState(
                *(row.version, row.saved_at, row.saved_by, row.saved_by_id),
                carried=row.carried,
                to_confirm=row.to_confirm,
                former=json_data.former_from_json(row.former),
            ),
        )

    def _saved(self, seen: int) -> dict[str, Any]:
        actor = self._stamp.actor
        return {
            "version": seen + 1,
            "saved_at": self._stamp.at,
            "saved_by_id": actor.id,
            "saved_by": actor.name,
        }

    def _key(self, indicator_key: str) -> dict[str, Any]:
        return {"assessment": self._id, "indicator": indicator_key}

    def _insert(self, indicator_key: str, values: dict[str, Any]) -> bool:
        key = {"assessment_id": self._id, "indicator_key": indicator_key}
        try:
            with self._session.begin_nested():
                self._session.execute(_ADD, key | values)
        except IntegrityError:  # somebody was quicker
            return False
        return True
