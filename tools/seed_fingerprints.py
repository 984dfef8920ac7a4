"""Make tests/data/seed-fingerprints.json from a folder with the five seed documents.

The documents belong to the United Nations and are not part of this project, so the tests
cannot compare the framework with them directly. They compare it with fingerprints:
truncated hashes of every run of seven words, from which no wording can be read, and with
the number of paragraphs, so that a citation of a paragraph that does not exist is found.

    python tools/seed_fingerprints.py FOLDER
"""

import argparse
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "tests" / "data" / "seed-fingerprints.json"

RUN = 7
"""Words in a row that count as taken over."""

DIGITS = 10
"""Hexadecimal digits kept of each hash: 40 bits, about one chance hit in 5,000 checks."""

FILES = {
    "SRSG-2022-04-06": "000_*.txt",
    "SRSG-2022-04-04": "001_*.txt",
    "UNODC-2023-05": "002_*.txt",
    "SRSG-2023-07": "003_*.txt",
    "UNODC-2023-11": "004_*.txt",
}
"""Source code in questions.yaml -> name of the file, as a pattern."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def words_of(text: str) -> list[str]:
    """Return the words of *text*: small letters, digits and inner apostrophes only."""
    return _WORD.findall(text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))


def runs_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield ``(fingerprint, run)`` for every seven words in a row of *text*."""
    words = words_of(text)
    for start in range(len(words) - RUN + 1):
        run = " ".join(words[start : start + RUN])
        yield sha256(run.encode()).hexdigest()[:DIGITS], run


def fingerprints_of(text: str) -> dict[str, object]:
    """Return what is kept of a document: its number of paragraphs and its runs.

    A paragraph is a line that is not empty, as in the citations of questions.yaml.
    """
    return {
        "paragraphs": sum(1 for line in text.splitlines() if line.strip()),
        "runs": sorted({fingerprint for fingerprint, _ in runs_of(text)}),
    }


def main() -> int:
    """Write the fingerprints of the documents in the folder given."""
    parser = argparse.ArgumentParser(description="Fingerprint the seed documents.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    documents = {}
    for code, pattern in FILES.items():
        (path,) = folder.glob(pattern)
        documents[code] = fingerprints_of(path.read_text(encoding="utf-8"))
        print(f"{code}: {documents[code]['paragraphs']} paragraphs")
    content = {"run": RUN, "digits": DIGITS, "documents": documents}
    text = json.dumps(content, indent=0, separators=(",", ":"))
    TARGET.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
