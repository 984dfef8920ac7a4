"""Who cleared a publication, how it is cited, and which files go with it."""

from flask import url_for

from assessment.domain.framework import Framework
from assessment.domain.rounds.published import Published
from assessment.domain.rounds.visibility import Part, shows
from assessment.errors import N_
from assessment.services.published.reading import is_whole
from assessment.texts import Texts
from assessment.web.published.pages import Download, Signed
from assessment.web.published.words import FULL_KINDS

_REPORTS = {
    "brief": (N_("Brief (PDF)"), N_("Two pages: the message and what to do first.")),
    "gap": (N_("Gap report (PDF)"), N_("Every gap, with what would close it.")),
    "record": (N_("Record (PDF)"), N_("Every criterion on its own line.")),
}
_TABLES = {
    "xlsx": (N_("Spreadsheet (XLSX)"), N_("All tables, and a sheet on the method.")),
    "csv": (N_("Data (CSV)"), N_("Scores and levels, a row each, for statistics.")),
    "json": (N_("Data (JSON)"), N_("The same rows for programs.")),
}
_PORTABLE = (
    N_("Portable file (JSON)"),
    N_(
        "What was cleared, byte for byte: its scores can be recomputed, and its "
        "fingerprint is the one above."
    ),
)


def signed_by(
    framework: Framework, published: Published, address: str, texts: Texts
) -> Signed:
    """Return who cleared it and how it is cited.

    Args:
        framework: Its edition.
        published: What is cited.
        address: Its permanent address, with its host.
        texts: The words of the reader.
    """
    country = texts.country(published.subject.code, published.subject.name)
    citation = texts.gettext(
        "%(who)s: %(country)s %(period)s. %(kind)s. %(framework)s, edition %(edition)s. "
        "Cleared on %(cleared)s, published on %(published)s. %(address)s",
        who=published.respondent or country,
        country=country,
        period=published.period,
        kind=texts.gettext(FULL_KINDS[published.kind]),
        framework=texts.framework(framework.title),
        edition=published.edition.edition,
        cleared=texts.date(published.cleared_on),
        published=texts.date(published.publication.published_at.date()),
        address=address,
    )
    return Signed(
        name=published.cleared_by,
        function=published.cleared_function,
        on=published.cleared_on,
        digest=published.digest,
        address=address,
        citation=citation,
    )


def downloads_of(published: Published, language: str) -> tuple[Download, ...]:
    """Return the files that may be taken along, as far as they are shown."""
    code, visibility = published.code, published.publication.visibility
    found = []
    if shows(visibility, Part.CRITERIA):
        for kind, (word, says) in _REPORTS.items():
            url = url_for(
                "published.report", snapshot_code=code, kind=kind, lang=language
            )
            found.append(Download(word, url, says))
    if shows(visibility, Part.SCORES):
        for ending, (word, says) in _TABLES.items():
            url = url_for("published.table", snapshot_code=code, ending=ending)
            found.append(Download(word, url, says))
    if is_whole(visibility):
        url = url_for("published.portable", snapshot_code=code)
        found.append(Download(_PORTABLE[0], url, _PORTABLE[1]))
    return tuple(found)
