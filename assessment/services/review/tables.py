"""Findings as a table that no spreadsheet runs."""

import csv
import io
from collections.abc import Iterable

from assessment.domain.framework import Framework
from assessment.domain.review import ReviewFinding
from assessment.services.review.words import finding_sentence
from assessment.tabular.safe_cells import safe_text
from assessment.texts import Texts

FINDING_COLUMNS = ("finding", "blocks", "number", "indicator", "title", "sentence")
"""The same in every language."""


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
    for finding in findings:
        sentence = finding_sentence(finding, texts)
        for key in finding.indicators or (finding.fact,):
            about = framework.indicators_by_key.get(key)
            writer.writerow(
                safe_text(cell)
                for cell in (
                    finding.kind.value,
                    "yes" if finding.blocks else "no",
                    framework.numbers.get(key, ""),
                    key,
                    texts.framework(about.title) if about else "",
                    sentence,
                )
            )
    return out.getvalue().encode("utf-8-sig", "replace")
