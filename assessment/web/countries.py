"""Countries to choose from: those of CLDR, and the invented ones for exercises."""

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from assessment.domain.answers import INVENTED_CODES
from assessment.texts import texts_in

# CLDR's territories that are no country and no territory with children of its own:
# continents have digits, the rest is listed here.
_NOT_COUNTRIES = frozenset(
    {
        "AC",
        "AQ",
        "BV",
        "CP",
        "CQ",
        "DG",
        "EA",
        "EU",
        "EZ",
        "HM",
        "IC",
        "IO",
        "QO",
        "TA",
        "TF",
        "UM",
        "UN",
        "XA",
        "XB",
        "ZZ",
        "GS",
    }
)


@dataclass(frozen=True, slots=True)
class CountryChoice:
    """A line in the list of countries."""

    code: str
    name: str


@lru_cache(maxsize=8)
def real_countries(language: str) -> tuple[CountryChoice, ...]:
    """Return the countries in the alphabetical order of *language*."""
    texts = texts_in(language)
    choices = (CountryChoice(code, texts.country(code)) for code in _codes())
    return tuple(sorted(choices, key=lambda choice: choice.name.casefold()))


@lru_cache(maxsize=8)
def invented_countries(language: str) -> tuple[CountryChoice, ...]:
    """Return the invented countries in order of their codes."""
    texts = texts_in(language)
    return tuple(CountryChoice(code, texts.country(code)) for code in INVENTED_CODES)


def is_country(code: str) -> bool:
    """Return whether *code* stands for a country or an invented one."""
    return code in _codes() or code in INVENTED_CODES


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    territories = (str(code) for code in Locale("en").territories)
    return frozenset(
        code
        for code in territories
        if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES  # noqa: PLR2004
    )
