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
