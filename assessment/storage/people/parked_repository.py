"""Texts parked while somebody signs in, within one transaction. Only ciphertext is kept."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from assessment.storage.tables import parked_text_table

_PARKED = parked_text_table.c


class ParkedTextRepository:
    """Texts by the token that a browser keeps."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def tidy(self, now: datetime) -> int:
        """Forget what nobody came back for; return how many are left."""
        self._session.execute(delete(parked_text_table).where(_PARKED.ends_at <= now))
        count = select(func.count()).select_from(parked_text_table)
        return self._session.scalar(count) or 0

    def add(self, token: str, text: bytes, ends_at: datetime) -> None:
        """Keep *text* for whoever brings *token*."""
        values = {"digest": _digest(token), "text": text, "ends_at": ends_at}
        self._session.execute(insert(parked_text_table).values(**values))

    def take(self, token: str, now: datetime) -> bytes | None:
        """Return what was kept for *token*, once."""
        taken = (
            delete(parked_text_table)
            .where(_PARKED.digest == _digest(token), _PARKED.ends_at > now)
            .returning(_PARKED.text)
        )
        found: bytes | None = self._session.scalar(taken)
        return found


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
