"""Countries to choose from: States as the United Nations names them, and invented ones."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from assessment.domain.answers import INVENTED_CODES
from assessment.texts import texts_in
from assessment.un_names import MEMBERS_AND_OBSERVERS


@dataclass(frozen=True, slots=True)
class CountryChoice:
    """A line in the list of countries."""

    code: str
    name: str


@lru_cache(maxsize=8)
def real_countries(language: str) -> tuple[CountryChoice, ...]:
    """Return the countries in the alphabetical order of *language*."""
    texts = texts_in(language)
    choices = (CountryChoice(c, texts.country(c)) for c in MEMBERS_AND_OBSERVERS)
    return tuple(sorted(choices, key=lambda choice: sort_key(choice.name)))


@lru_cache(maxsize=8)
def invented_countries(language: str) -> tuple[CountryChoice, ...]:
    """Return the invented countries in order of their codes."""
    texts = texts_in(language)
    return tuple(CountryChoice(code, texts.country(code)) for code in INVENTED_CODES)


def is_country(code: str) -> bool:
    """Return whether *code* stands for a country or an invented one."""
    return code in MEMBERS_AND_OBSERVERS or code in INVENTED_CODES


def sort_key(name: str) -> str:
    """Return what names are ordered by: letters without their marks.

    Code points put "Émirats" behind "Zimbabwe", and Arabic names that begin with a
    hamza before all others. Readers look under the plain letter.
    """
    plain = unicodedata.normalize("NFKD", name)
    letters = (c for c in plain if not unicodedata.combining(c))
    return "".join(letters).replace("'", "").replace("’", "").casefold()
