"""What a report says of the state it was made in: a draft, or cleared, with its code.

The code and the digest stand for the portable file inside the report, byte for byte. Who
cleared it is part of that file; whether that is true, only the installation can say.
"""

from dataclasses import dataclass

import qrcode

from assessment.domain.rounds.snapshot import digest_of_text, verification_code
from assessment.domain.rounds.states import UNSIGNED, State
from assessment.reporting.shapes.drawings import INK, PAPER
from assessment.reporting.shapes.wording import Wording, Words

_QUIET = 4
"""Modules of white around a code, as its standard (ISO/IEC 18004) wants."""
_GROUP = 4


@dataclass(frozen=True, slots=True)
class Imprint:
    """In what state an assessment was when a report of it was made.

    Attributes:
        address: Where the installation can be reached, such as
            ``https://assess.example``; empty: nobody said.
        text: The portable file that was cleared; empty for a draft, and for a part.
        part_of: The code of what was cleared, where only a part of it is reported on, as
            its visibility shows it. Such a report has no seal: the file inside is not
            the one that was cleared.
        unconfirmed: How many answers were carried over from the round before and are not
            confirmed yet; of a draft only.
    """

    state: State
    address: str = ""
    text: str = ""
    part_of: str = ""
    unconfirmed: int = 0

    @property
    def is_sealed(self) -> bool:
        """Whether it was cleared and holds the file that was."""
        return self.is_signed and not self.part_of

    @property
    def is_signed(self) -> bool:
        """Whether it was cleared."""
        return self.state not in UNSIGNED

    @property
    def digest(self) -> str:
        """SHA-256 of the file that was cleared."""
        return digest_of_text(self.text)

    @property
    def code(self) -> str:
        """What stands for it on paper."""
        return verification_code(self.digest)

    @property
    def link(self) -> str:
        """Where the code can be asked about; empty when nobody said."""
        return f"{self.address}/verify?code={self.code}" if self.address else ""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code that a telephone reads: dark squares on white, never mirrored."""

    alt: str
    holds: str

    def svg(self, *, rtl: bool = False, size: float = 59) -> str:
        """Draw it, *size* points wide, as one path."""
        rows = _modules(self.holds)
        wide = len(rows) + 2 * _QUIET
        path = "".join(
            f"M{start + _QUIET} {y + _QUIET}h{length}v1h-{length}z"
            for y, row in enumerate(rows)
            for start, length in _runs(row)
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{size:g}pt" '
            f'height="{size:g}pt" viewBox="0 0 {wide} {wide}"><title>{self.alt}</title>'
            f'<path d="M0 0h{wide}v{wide}H0z" fill="{PAPER}"/>'
            f'<path d="{path}" fill="{INK}" shape-rendering="crispEdges"/></svg>'
        )


@dataclass(frozen=True, slots=True)
class Seal:
    """What a signed report prints so that it can be asked about.

    Attributes:
        code: Of the file that was cleared.
        digest: SHA-256 of it, in groups.
        where: Where the code can be asked about, and what that says.
    """

    code: str
    digest: str
    where: Wording
    drawing: QrCode


def compose_seal(words: Words, imprint: Imprint | None) -> Seal | None:
    """Return the seal of a signed report; None for a draft, or when nobody said."""
    if imprint is None or not imprint.is_sealed:
        return None
    texts, code = words.texts, imprint.code
    where = words.say(
        "Ask the office that handed this report on whether it cleared it under this code: "
        "nobody else can say."
    )
    alt = texts.gettext("QR code that holds the code %(code)s", code=code)
    if imprint.link:
        where = words.say(
            "%(address)s says whether this was cleared there, and what became of it.",
            address=words.typed(f"{imprint.address}/verify"),
        )
        alt = texts.gettext("QR code that leads to %(link)s", link=imprint.link)
    return Seal(
        code=code,
        digest=grouped(imprint.digest),
        where=where,
        drawing=QrCode(_escaped(alt), imprint.link or code),
    )


def grouped(digest: str) -> str:
    """Return a digest in groups of four, as it can be read aloud."""
    groups = range(0, len(digest), _GROUP)
    return " ".join(digest[start : start + _GROUP] for start in groups)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _modules(holds: str) -> list[list[bool]]:
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    made.add_data(holds)
    made.make(fit=True)
    return [[bool(module) for module in row] for row in made.get_matrix()]


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """Return where dark modules begin in *row*, and how many stand side by side."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
