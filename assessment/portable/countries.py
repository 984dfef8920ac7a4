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
