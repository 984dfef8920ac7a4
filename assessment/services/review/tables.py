"""Findings as tables that no spreadsheet runs, and as data."""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework
from assessment.domain.review import ReviewFinding
from assessment.errors import N_
from assessment.services.review.words import finding_sentence
from assessment.tabular.safe_cells import safe_text
from assessment.tabular.word_book import Sheet, WordBook, word_book_to_xlsx
from assessment.texts import Texts

FINDING_COLUMNS = ("finding", "blocks", "number", "indicator", "title", "sentence")
"""The same in every language."""

_SHEET = N_("Review")
_WIDTHS = (16, 8, 8, 24, 40, 60)
"""Of the columns, in characters."""


def findings_csv(
    framework: Framework, findings: Iterable[ReviewFinding], texts: Texts
) -> bytes:
    """Return a row for each indicator of each finding, one for what is about none.

    UTF-8 with a byte-order mark, as Excel wants. The sentences are in the language of
    *texts*; everything else can be read by a program.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(FINDING_COLUMNS)
    for row in _rows(framework, findings, texts):
        writer.writerow(map(safe_text, row))
    return out.getvalue().encode("utf-8-sig", "replace")


def findings_xlsx(
    framework: Framework, findings: Iterable[ReviewFinding], texts: Texts
) -> bytes:
    """Return the same rows as an Excel workbook, without a formula or a link."""
    sheet = Sheet(
        texts.gettext(_SHEET),
        FINDING_COLUMNS,
        _WIDTHS,
        tuple(_rows(framework, findings, texts)),
    )
    return word_book_to_xlsx(
        WordBook((sheet,), texts.gettext(_SHEET), texts.direction, "")
    )


def findings_json(
    framework: Framework,
    assessment: Assessment,
    findings: Iterable[ReviewFinding],
    texts: Texts,
) -> str:
    """Return the findings as data, each with all that it is about."""
    known = framework.indicators_by_key
    told = {
        "framework": assessment.framework,
        "edition": assessment.edition,
        "country": assessment.subject.code,
        "period": assessment.period,
        "kind": assessment.kind.value,
        "findings": [
            {
                "finding": finding.kind.value,
                "blocks": finding.blocks,
                "sentence": finding_sentence(finding, texts),
                "indicators": [
                    {
                        "key": key,
                        "number": framework.numbers[key],
                        "title": texts.framework(known[key].title),
                    }
                    for key in finding.indicators
                ],
                "criteria": list(finding.criteria),
                "contradiction": finding.contradiction or None,
                "fact": finding.fact or None,
            }
            for finding in findings
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _rows(
    framework: Framework, findings: Iterable[ReviewFinding], texts: Texts
) -> Iterator[tuple[str, ...]]:
    for finding in findings:
        sentence = finding_sentence(finding, texts)
        for key in finding.indicators or (finding.fact,):
            about = framework.indicators_by_key.get(key)
            yield (
                finding.kind.value,
                "yes" if finding.blocks else "no",
                framework.numbers.get(key, ""),
                key,
                texts.framework(about.title) if about else "",
                sentence,
            )
