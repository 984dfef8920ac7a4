"""What people type, as every form takes it: without characters that nobody sees."""

import unicodedata

from assessment.domain.text_check import TURNING, is_no_character


def readable(text: str) -> str:
    """Return *text* without the control characters that come along when one pastes.

    Nobody sees or types them, and neither a page nor a report can hold them. Two more
    would turn what follows around, so that a link shows another site.
    """
    return "".join(
        c
        for c in text
        if c not in TURNING
        and not is_no_character(c)
        and (c in "\n\t" or unicodedata.category(c) != "Cc")
    )


def stripped(text: object) -> str:
    """Return what was typed into a line, readable and without spaces around it."""
    return readable(str(text if text is not None else "")).strip()


_DIGITS = 9
_NEVER_SHOWN = -1


def shown_number(text: str | None) -> int:
    """Return a version or revision that a page sends back; -1, which none ever has, else."""
    text = text or ""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _DIGITS
    return int(text) if is_number else _NEVER_SHOWN
