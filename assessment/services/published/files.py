"""What visitors take along: tables and reports, made of what is shown and nothing else."""

from dataclasses import dataclass
from datetime import datetime

from assessment.domain.framework import Framework
from assessment.domain.rounds.published import Published
from assessment.domain.rounds.visibility import Part, Shown
from assessment.domain.voices import Replies
from assessment.reporting.shapes.seal import Imprint
from assessment.services.published.reading import (
    is_whole,
    portable_file,
    require_part,
)
from assessment.services.reports.kinds import ReportOrder
from assessment.storage.engine import Store
from assessment.tabular.published_records import (
    ABOUT,
    RESULTS,
    PublishedData,
    about_record,
    result_records,
    results_csv,
)
from assessment.tabular.published_xlsx import published_xlsx
from assessment.texts import texts_in


@dataclass(frozen=True, slots=True)
class TableOrder:
    """A table somebody wants.

    Attributes:
        address: The permanent address of what it is about, with its host.
        made_on: Said as the time of making; knows its time zone.
    """

    framework: Framework
    published: Published
    shown: Shown
    address: str
    language: str
    made_on: datetime

    @property
    def data(self) -> PublishedData:
        """What the table is made of."""
        return PublishedData(
            self.framework.in_scope(self.published.scope),
            self.published,
            self.shown,
            self.address,
            texts_in(self.language),
        )


def published_table(order: TableOrder, ending: str) -> bytes:
    """Return the table in *order* as ``csv`` or ``xlsx``.

    Raises:
        NotAllowedError: unless scores are shown.
    """
    require_part(order.published, Part.SCORES)
    if ending == "csv":
        return results_csv(order.data).encode("utf-8-sig")
    return published_xlsx(order.data, made_on=order.made_on)


def published_rows(order: TableOrder) -> list[dict[str, object]]:
    """Return the rows of the table as plain data, for JSON: numbers as texts.

    Raises:
        NotAllowedError: unless scores are shown.
    """
    require_part(order.published, Part.SCORES)
    about = about_record(order.data)
    return [
        {name: _plain(row.get(name)) for name in (*ABOUT, *RESULTS)}
        for row in ({**about, **record} for record in result_records(order.data))
    ]


def published_report(  # noqa: PLR0913 - all but four by name
    store: Store,
    framework: Framework,
    published: Published,
    shown: Shown,
    *,
    kind: str,
    language: str,
    made_on: datetime,
    replies: Replies,
    address: str,
) -> ReportOrder:
    """Return the order for a report made of what is shown.

    Where all of it is, the report carries the snapshot byte for byte and bears its code;
    else it says that something is left out, and of what it is a part.

    Raises:
        NotAllowedError: unless the criteria are shown: a report is made of answers.
        StorageError: when the database cannot be read.
    """
    require_part(published, Part.CRITERIA)
    state = published.publication.state
    imprint = Imprint(state, address, part_of=published.code)
    if is_whole(published.publication.visibility):
        imprint = Imprint(state, address, portable_file(store, published))
    return ReportOrder(
        framework,
        shown.assessment,
        language,
        made_on,
        kind=kind,
        replies=replies,
        imprint=imprint,
    )


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)
