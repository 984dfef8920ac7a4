"""Keep spreadsheets from running what people typed (LESSONS 4, trap 11)."""

from decimal import ROUND_HALF_UP, Decimal

FORMULA_SIGNS = (*"=+-@\t\r\n", *"＝＋－＠﹦﹢﹣﹫")
"""First characters that make a spreadsheet read a text as a formula, in any width."""

_SKIPPED = " \u00a0\u200b\u200e\u200f\u3000\ufeff"
"""What some spreadsheets drop before they look at the first character."""

TAB_LENGTH = 31
"""Excel refuses longer names of tabs."""

_NOT_IN_TABS = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def safe_text(text: str) -> str:
    """Return *text* so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.lstrip(_SKIPPED).startswith(FORMULA_SIGNS) else text


def tab_name(text: str, taken: set[str]) -> str:
    """Return a name for a tab: short enough, allowed, and not *taken*; takes it."""
    name = " ".join(text.translate(_NOT_IN_TABS).split()).strip("'")[:TAB_LENGTH]
    number = 2
    while not name or name.lower() in taken:
        end = f" {number}"
        name = name.removesuffix(f" {number - 1}")[: TAB_LENGTH - len(end)] + end
        number += 1
    taken.add(name.lower())
    return name


def data_number(value: Decimal | None) -> Decimal | None:
    """Return *value* with the six decimals that data files carry: enough to rank by."""
    if value is None:
        return None
    return value.quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP)
