"""Which country codes a portable file may carry."""

from functools import lru_cache

from assessment.domain.answers import INVENTED_CODES

# In CLDR, but not countries: groupings, exceptional reservations, test locales.
_NOT_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)


def is_known(code: str) -> bool:
    """Return whether *code* is an ISO 3166-1 alpha-2 code or XA to XZ.

    XK is not in ISO 3166-1, but it is in wide use for a real territory.
    """
    return code in INVENTED_CODES or code in country_codes()


@lru_cache(maxsize=1)
def country_codes() -> tuple[str, ...]:
    """Return the codes of real countries and territories, sorted."""
    from babel import Locale  # noqa: PLC0415 - 70 ms that few commands need

    codes = (str(code) for code in Locale("en").territories)
    return tuple(sorted(c for c in codes if c.isalpha() and c not in _NOT_COUNTRIES))


def belongs_to_others(code: str, name: str) -> bool:
    """Return whether *name* is that of another country than *code*, in a UN language.

    Names that CLDR does not know ("French Republic") are nobody else's.
    """
    owners = _codes_by_name().get(" ".join(name.casefold().split()), frozenset())
    return bool(owners) and code not in owners


def is_known_language(tag: str) -> bool:
    """Return whether *tag* begins with a language that CLDR knows."""
    language = tag.partition("-")[0]
    return language in _UN_LANGUAGES or language in _languages()


_UN_LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    from babel import Locale  # noqa: PLC0415 - as above

    return frozenset(str(tag) for tag in Locale("en").languages)


@lru_cache(maxsize=1)
def _codes_by_name() -> dict[str, frozenset[str]]:
    from babel import Locale  # noqa: PLC0415 - as above

    found: dict[str, frozenset[str]] = {}
    for language in _UN_LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in country_codes():
                key = " ".join(str(name).casefold().split())
                found[key] = found.get(key, frozenset()) | {str(code)}
    return found
