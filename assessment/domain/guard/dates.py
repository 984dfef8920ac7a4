"""Dates of birth, as the six languages write them."""

import re
from collections.abc import Iterator

from assessment.domain.guard import words
from assessment.domain.guard.findings import Finding, Kind, Text
from assessment.domain.guard.patterns import Pattern

CHILD_SINCE = 2000
"""Whoever was born before has been an adult since 2018, before this program was."""

_ENGLISH = (
    "jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june?|july?|"
    "aug(?:ust|\\.)?|sept?(?:ember|\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?"
)
_FRENCH = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_SPANISH = (
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|"
    "diciembre"
)
_RUSSIAN = (
    "январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|"
    "октябр[ья]|ноябр[ья]|декабр[ья]"
)
_ARABIC = (
    "يناير|فبراير|مارس|أبريل|إبريل|ابريل|مايو|يونيو|يونيه|يوليو|يوليه|أغسطس|اغسطس|سبتمبر|"
    "أكتوبر|اكتوبر|نوفمبر|ديسمبر|جانفي|فيفري|أفريل|ماي|جوان|جويلية|أوت|شباط|آذار|نيسان|أيار|"
    "حزيران|تموز|آب|أيلول|كانون\\s+الثاني|كانون\\s+الأول|تشرين\\s+الأول|تشرين\\s+الثاني"
)
_MONTHS = "|".join((_ENGLISH, _FRENCH, _SPANISH, _RUSSIAN, _ARABIC))
_DATE = (
    r"(?<!\d)(?:\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d{2})(?!\d)"
    r"|\d{4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2}(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|º)?\s+(?:de\s+|of\s+)?(?:{_MONTHS})\.?,?\s+(?:de\s+|del\s+)?\d{{4}}"
    rf"|\b(?:{_ENGLISH})\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?)"
)
_FORMAL = (
    r"(?:\b(?:d\.?o\.?b\b\.?|date\s+of\s+birth|birth\s?date|date\s+de\s+naissance|"
    r"fecha\s+de\s+nacimiento|дата\s+рождения)|(?:و?تاريخ\s+(?:ال)?(?:ميلاد|ولادة)(?:ها|ه)?)|出生日期|出生年月)"
)
_BORN = (
    r"(?:\bborn(?:\s+on)?|\bnée?(?:\s?\(e\))?\s+le|\bnacid[oa](?:\(a\))?\s+el|\bnació\s+el|"
    r"\bродил(?:ся|ась)|\bрожд[её]нн(?:ая|ый|ой|ого)|(?<!\w)(?:من\s+)?مواليد|"
    r"(?<!\w)(?:ال)?مولودة?|(?<!\w)و?لدت?|(?<!\w)و?ولدت?|生于|出生于)"
)
_LINK = r"\s*[:：=(]?\s*(?:(?:on|le|el|the|is|est|es)\s+|(?:في|بتاريخ|يوم|عام|سنة)\s+|в\s+)?"
_DATES = Pattern(_DATE, re.IGNORECASE)
_BEFORE = Pattern(rf"(?:{_FORMAL}|{_BORN}){_LINK}$", re.IGNORECASE)
_AFTER = Pattern(
    r"\s*(?:г\.?\s?р\b\.?|года?\s+рождения|出生|生(?![效产活成存物态育长]))",
    re.IGNORECASE,
)
_YEARS = Pattern(r"(?<![\d/.-])20[0-3]\d(?!\d)")
_YEAR_BEFORE = Pattern(
    rf"(?i:{_FORMAL})\s*[:：]?\s*$"
    rf"|(?P<name>{words.NAME})\s?,?\s+(?:(?:was|who\s+was|est|es)\s+)?"
    rf"(?:born\s+in|née?\s+en|nacid[oa]\s+en|родил(?:ся|ась)\s+в)\s+"
    rf"(?:(?i:{_MONTHS})\s+(?:de\s+)?)?$"
    r"|(?<!\w)(?P<arabic>[\u0621-\u064a]+)\s*[،,]?\s*(?:من\s+)?مواليد\s+(?:عام\s+|سنة\s+)?$"
)
_NAME_BEFORE = Pattern(rf"(?P<name>{words.NAME})\s?[,(]?\s*$")
_YEAR_AFTER = Pattern(r"\s?(?:г\.?\s?р\b\.?|года\s+рождения)")
_HEAD = 60
_MANY_AR_WORDS = (
    "الأطفال أطفال الاطفال للأطفال الفتيات الفتيان القاصرين القاصرون التلاميذ جميع من كل "
    "الأشخاص تسجيل"
)
_MANY_AR = frozenset(_MANY_AR_WORDS.split())


def find_birth_dates(text: Text) -> Iterator[Finding]:
    """Yield every date of birth in *text* that may be a child's."""
    for match in _DATES.finditer(text.plain):
        start, end = match.span()
        if not _may_be_child(match[0]):
            continue
        said = _BEFORE.search(text.plain, max(0, start - _HEAD), start)
        if said:
            yield text.finding(Kind.BIRTH_DATE, said.start(), end)
        elif after := _AFTER.match(text.plain, end):
            yield text.finding(Kind.BIRTH_DATE, start, after.end())
    for match in _YEARS.finditer(text.plain):
        yield from _born_in(text, *match.span())


def _born_in(text: Text, start: int, end: int) -> Iterator[Finding]:
    """Find a year of birth: beside a name, or on a line of a form."""
    first = max(0, start - _HEAD)
    said = _YEAR_BEFORE.search(text.plain, first, start)
    if said is None and (after := _YEAR_AFTER.match(text.plain, end)):
        said, end = _NAME_BEFORE.search(text.plain, first, start), after.end()
    if said is None:
        return
    name = said.groupdict().get("name")
    if name and not words.is_name(name, strong=True):
        return
    if said.groupdict().get("arabic") in _MANY_AR:
        return
    yield text.finding(Kind.BIRTH_DATE, said.start(), end)


def _may_be_child(date: str) -> bool:
    year = re.search(r"\d{4}", date)
    if year:
        return CHILD_SINCE <= int(year[0]) < CHILD_SINCE + 100
    return int(date[-2:]) < 50  # noqa: PLR2004 - two digits: 00 to 49 are of this century
