"""Words in the language asked for: catalogues, numbers, dates, country names.

One mechanism for screen, paper and command line. Two catalogues per language in
``translations/``: ``messages`` (interface and report furniture) and ``framework`` (texts
of the framework file). Reports take the language asked of them, never the server's.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from gettext import NullTranslations

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from babel.support import Translations

from assessment import resources
from assessment.domain.framework import Framework, Term
from assessment.domain.scale import Scale, decimals_of
from assessment.domain.terms import TermForms, forms_as_text, forms_of_text
from assessment.errors import N_, Problem
from assessment.un_names import NAMES as UN_NAMES

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
"""The six UN languages; a language without catalogue falls back to English words."""

_LEFT_TO_RIGHT_MARK = "\u200e"
_MOST = 0.5

_LOCALES = {"en": "en_001"}
"""English as the United Nations writes it: 21 November 2026, not November 21."""

INVENTED_COUNTRIES: Mapping[str, str] = {
    "XA": N_("Aldoria"),
    "XB": N_("Belvane"),
    "XC": N_("Corvane Isles"),
    "XD": N_("Dravenia"),
    "XE": N_("Esterra"),
    "XF": N_("Fenmark"),
    "XG": N_("Galdora"),
    "XH": N_("Halvinia"),
    "XI": N_("Isolde Islands"),
    "XJ": N_("Jorvania"),
    "XL": N_("Lumaria"),
    "XM": N_("Morwenna"),
    "XN": N_("Norhaven"),
    "XO": N_("Oltrava Coast"),
    "XP": N_("Pellador"),
    "XQ": N_("Quillon"),
    "XR": N_("Rivenna"),
    "XS": N_("Samplia"),
    "XT": N_("Tarsenia"),
    "XU": N_("Umbrey"),
    "XV": N_("Valdoria"),
    "XW": N_("Westmere"),
    "XX": N_("Xanthe"),
    "XY": N_("Ysolde"),
    "XZ": N_("Zephyria"),
}


@lru_cache(maxsize=1)
def report_languages() -> tuple[str, ...]:
    """Return the languages a report can be in: those that have words of their own."""
    return tuple(filter(resources.has_words, LANGUAGES))


def report_language(wanted: str, otherwise: str) -> str:
    """Return *wanted* when a report can be in it, else *otherwise*, else English."""
    known = report_languages()
    return next((each for each in (wanted, otherwise) if each in known), known[0])


class Texts:
    """Everything that depends on the reader's language. Get one from :func:`texts_in`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(_LOCALES.get(language, language))
        self.direction: str = self.locale.text_direction
        self._messages = _catalogue(language, "messages")
        self._framework = _catalogue(language, "framework")

    def gettext(self, text: str, **values: object) -> str:
        """Return interface *text* in this language, ``%(names)s`` filled in."""
        translated = self._messages.gettext(text)
        return translated % values if values else translated

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        """Return the plural form for *count*; ``%(num)s`` is the count."""
        translated = self._messages.ngettext(one, many, count)
        return translated % {"num": self.number(count), **values}

    def framework(self, text: str) -> str:
        """Return a *text* of the framework file in this language.

        Without a translation, marks hold the text of a left-to-right framework together
        in a right-to-left page: else its full stop would jump to the other end. Marks and
        no isolates, because pages of a report are laid out line by line.
        """
        if not text:
            return text
        translated = self._framework.gettext(text)
        if self.direction == "rtl" and translated == text:
            return f"{_LEFT_TO_RIGHT_MARK}{text}{_LEFT_TO_RIGHT_MARK}"
        return translated

    def translates(self, framework: Framework) -> bool:
        """Return whether the questions of *framework* have words in this language.

        Those of an older edition may partly have none: then most decide.
        """
        return _share_translated(self.language, framework) > _MOST

    def original_of(self, framework: Framework) -> str:
        """Return the name of the language that *framework* is translated from.

        Empty when it is shown as its author wrote it.
        """
        if framework.language == self.language or not self.translates(framework):
            return ""
        return str(Locale.parse(framework.language).get_language_name(self.locale))

    def term_forms(self, terms: Iterable[Term], text: str) -> tuple[TermForms, ...]:
        """Return the phrases to mark in *text* as :meth:`framework` shows it.

        A text without a translation is searched for the phrases of the framework file,
        a translated one for translated phrases; there is no mixture ("main" is a hand in
        French).
        """
        translated = bool(text) and self._framework.gettext(text) != text
        return tuple(
            TermForms(
                term.key,
                forms_of_text(self._framework.gettext(forms_as_text(term.forms)))
                if translated
                else term.forms,
            )
            for term in terms
        )

    def problem(self, problem: Problem) -> str:
        """Return the sentence of *problem* in this language."""
        return self._messages.gettext(problem.template).format(**problem.quoted)

    def number(self, value: Decimal | int | None, decimals: int = 0) -> str:
        """Return *value* rounded half up for display (rule 11); an en dash for None."""
        if value is None:
            return "–"
        rounded = rounded_half_up(Decimal(value), decimals)
        return _written(self.locale, rounded, decimals)

    def score(self, value: Decimal | int | None, scale: Scale) -> str:
        """Return a score with the decimals of its *scale*; an en dash for None."""
        return self.number(value, scale.decimals)

    def score_difference(self, value: Decimal | int | None, scale: Scale) -> str:
        """Return what two scores differ by, with a sign when it is not zero."""
        return self.signed(value, scale.decimals)

    def exact(self, value: Decimal | int | None) -> str:
        """Return *value* as it was written: thresholds and weights are never rounded."""
        return self.number(value, decimals_of(Decimal(value or 0)))

    def signed(self, value: Decimal | int | None, decimals: int = 0) -> str:
        """Return *value* like :meth:`number`, with a sign when it is not zero."""
        if value is None:
            return "–"
        rounded = rounded_half_up(Decimal(value), decimals)
        sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
        # As CLDR does for Arabic: the mark keeps the sign in front of the digits.
        mark = _LEFT_TO_RIGHT_MARK if sign and self.direction == "rtl" else ""
        return mark + sign + self.number(abs(rounded), decimals)

    def percent(self, share: Decimal | None) -> str:
        """Return a *share* (0 to 1) in whole per cent, rounded down.

        Coverage must never read as 100 % (or as the minimum) before it is reached.
        """
        if share is None:
            return "–"
        whole = Decimal(int(share * 100)) / 100
        return str(format_percent(whole, format=None, locale=self.locale))

    def date(self, value: date) -> str:
        """Return a date written out."""
        return format_date(value, format="long", locale=self.locale)

    def datetime(self, value: datetime) -> str:
        """Return a date with its time of day in UTC, in the one form used everywhere."""
        in_utc = value.astimezone(UTC)
        return f"{self.date(in_utc.date())}, {in_utc:%H:%M} UTC"

    def country(self, code: str, name: str = "") -> str:
        """Return *name* when given, else the invented, the UN's or CLDR's name."""
        if name:
            return name
        if code in INVENTED_COUNTRIES:
            return self.gettext(INVENTED_COUNTRIES[code])
        if code in (named := UN_NAMES.get(self.language, {})):
            return named[code]
        return str(self.locale.territories.get(code, code))

    def language_name(self, code: str) -> str:
        """Return what this language calls the language *code*; the code when unknown."""
        known: str | None = self.locale.languages.get(code.partition("-")[0])
        return known or code


@lru_cache(maxsize=8192)
def _written(locale: Locale, rounded: Decimal, decimals: int) -> str:
    """Return a number as *locale* writes it; a page has hundreds, and few different."""
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    return format_decimal(rounded, format=pattern, locale=locale)


def rounded_half_up(value: Decimal, decimals: int = 0) -> Decimal:
    """Round *value* half up: the one place where a score is rounded (rule 11)."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def printed_difference(
    first: Decimal | None, second: Decimal | None, scale: Scale
) -> Decimal | None:
    """Return what a reader gets who subtracts *second* from *first*, both as printed."""
    if first is None or second is None:
        return None
    return rounded_half_up(first, scale.decimals) - rounded_half_up(
        second, scale.decimals
    )


@lru_cache(maxsize=16)
def texts_in(language: str) -> Texts:
    """Return the texts of *language*, English when it is not one of ours."""
    known = language if language in LANGUAGES else language.partition("-")[0]
    return Texts(known if known in LANGUAGES else "en")


@lru_cache(maxsize=64)
def _share_translated(language: str, framework: Framework) -> float:
    words = texts_in(language).framework
    questions = [each.question for each in framework.indicators]
    translated = sum(
        words(question).strip(_LEFT_TO_RIGHT_MARK) != question for question in questions
    )
    return translated / max(1, len(questions))


def _catalogue(language: str, domain: str) -> NullTranslations:
    return Translations.load(str(resources.TRANSLATIONS), [language], domain)
