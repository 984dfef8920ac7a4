"""A name beside the age of a child, or a child called by name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assessment.domain.guard import words
from assessment.domain.guard.findings import Finding, Kind, Text
from assessment.domain.guard.patterns import Pattern

_AGE = r"(?<![\d.,/])(?:1[0-7]|[1-9])(?![\d/]|[.,]\d)"
_AGE_ZH = (
    r"(?:(?<!\d)(?:1[0-7]|[1-9])"
    r"|(?<![一二三四五六七八九十百])(?:十[一二三四五六七]?|[一二三四五六七八九]))"
)
_YEARS_AR = r"(?:سنة|سنوات|سنين|عاما|عام|أعوام|اعوام)(?!\w)"
_DURATION = (
    r"(?!\s*(?:d['’]|de\s+(?!edad)|après|plus\s+tard|ferme|d\s|después|atrás|más\s+tarde|"
    r"лишени|работ|назад|подряд|тюрьм|опыт|заключ|спустя|действ|со\s+дня|после|"
    r"من\s+(?!العمر)|سجن|حبس|بعد))"
)


@dataclass(frozen=True, slots=True)
class _Age:
    """A way to write an age.

    Attributes:
        strong: It cannot be a length of time.
        before: What may stand between a name and it.
        after: What may stand between it and a name; None: no name follows.
    """

    pattern: Pattern
    before: Pattern
    after: Pattern | None = None
    strong: bool = True


def _age(pattern: str, before: str, after: str = "", *, strong: bool = True) -> _Age:
    return _Age(
        Pattern(pattern, re.IGNORECASE),
        Pattern(rf"(?P<name>{words.NAME})\s?(?:{before})$"),
        Pattern(rf"(?:{after})(?P<name>{words.NAME})") if after else None,
        strong,
    )


_COMMA = r"\s*[,;(–—-]\s*"
_NAMED = r"(?:\s*,)?(?:\s+(?:named|called|by\s+the\s+name\s+of|whose\s+name\s+is))?"
_NAMED_FR = r"(?:\s*,)?(?:\s+(?:pré)?nommée?|\s+du\s+nom\s+de|\s+appelée?)?"
_NAMED_ES = r"(?:\s*,)?(?:\s+llamad[oa]|\s+de\s+nombre)?"
_NAMED_RU = r"(?:\s*,)?(?:\s+по\s+имени)?"
_AGES = (
    _age(
        rf"\baged?:?\s+{_AGE}|\b{_AGE}[\s-]*years?[\s-]*olds?\b|\b{_AGE}\s*(?:y\.?/?o\b|yrs?\b)"
        r"|\b[1-9]\d?[\s-]*months?[\s-]*old\b",
        rf"{_COMMA}|\s+(?:(?:who\s+)?(?:is|was|turned)\s+(?:only\s+|just\s+|then\s+)?)?"
        r"|\s*,\s*(?:who\s+)?(?:is|was|only|a)\s+",
        rf"(?:\s+(?:[a-z-]+\s+)?{words.CHILD_EN})?{_NAMED}\s+",
    ),
    _age(
        rf"\bâgée?\s+de\s+{_AGE}\s+(?:ans|mois)\b",
        rf"{_COMMA}|\s+(?:(?:est|était)\s+)?",
    ),
    _age(
        rf"\b{words.CHILD_FR}\s+(?:âgée?\s+)?de\s+{_AGE}\s+ans\b",
        rf"{_COMMA}(?:une?\s+)?",
        rf"{_NAMED_FR}\s+",
    ),
    _age(rf"\b{_AGE}\s+ans\b{_DURATION}", r"\s*[,(]\s*|\s+a\s+", strong=False),
    _age(
        rf"\b{words.CHILD_ES}\s+de\s+{_AGE}\s+años\b|\bde\s+{_AGE}\s+años\s+de\s+edad\b",
        rf"{_COMMA}(?:una?\s+)?|\s+",
        rf"{_NAMED_ES}\s+",
    ),
    _age(
        rf"\b{_AGE}\s+años\b{_DURATION}",
        r"\s*[,(]\s*(?:de\s+)?|\s+tiene\s+",
        strong=False,
    ),
    _age(
        rf"\bв\s+возрасте\s+{_AGE}\s+(?:лет|года|год)\b",
        rf"{_COMMA}|\s+",
    ),
    _age(
        rf"\b{_AGE}[\s-]*(?:ти|и)?[\s-]*летн(?:яя|ий|ей|его|ему|юю|им)\b",
        rf"{_COMMA}|\s+",
        rf"(?:\s+{words.CHILD_RU})?{_NAMED_RU}\s+",
    ),
    _age(rf"\b{_AGE}\s+(?:лет|года|год)\b{_DURATION}", r"\s*[,(]\s*", strong=False),
)
_GENERAL = Pattern(
    r"\b(?:age\s+of\s+(?:consent|criminal|majority|marriage)|minimum\s+age|imprisonment|"
    r"sentenced?|âge\s+(?:minimum|minimal|légal|du\s+consent\w+|de\s+la\s+maj\w+)|"
    r"emprisonnement|réclusion|peines?|edad\s+(?:mínima|de\s+consent\w+)|prisión|"
    r"минимальн\w+\s+возраст|возраст\s+согласия|лишени\w+\s+свободы|compulsory|obligatoire|"
    r"obligatoria)\b",
    re.IGNORECASE,
)
_LIMIT_BEFORE = Pattern(
    r"(?:\b(?:under|below|over|above|until|least|than|between|from|up\s+to|moins\s+de|plus\s+"
    r"de|dès|jusqu['’]à|entre|partir\s+de|menos\s+de|más\s+de|mayores\s+de|menores\s+de|до|"
    r"от|с|старше|младше|моложе|более|менее|не\s+достигш\w+)|\d\s*[-–—]|\d\s+(?:to|and|or|à|"
    r"et|ou|y|a|o|и|до|или))\s*$",
    re.IGNORECASE,
)
_LIMIT_AFTER = Pattern(
    r"\s*(?:[-–—]\s*\d|(?:to|and|or|à|et|ou|y|a|o|до|и|или)\s+(?:\d|over|older|above|under|"
    r"younger|below|more|plus|moins|más|menos|старше|младше|более))",
    re.IGNORECASE,
)
_WEAK = Pattern(
    rf"(?:(?<=[.!?:;\n])|^|\b{words.CHILD_EN}|\b{words.CHILD_FR}|\b{words.CHILD_ES}|"
    rf"\b{words.CHILD_RU})\s*(?P<name>{words.NAME})\s?"
    rf"(?:,\s*(?P<comma>{_AGE})\s*,\s+[^\W\d_{words.UPPER}]|\((?P<paren>{_AGE})\))",
)
_ONE_CHILD = Pattern(words.ONE_CHILD, re.IGNORECASE)
_CALLED = Pattern(
    rf"\b{words.CHILD_EN}\b[^.;\n]{{0,40}}?\b(?:(?i:named|called)|(?:her|his|whose)\s+name\s+(?:is|was))\s+"
    rf"(?P<en>{words.NAME})"
    rf"|\b{words.CHILD_FR}\b[^.;\n]{{0,40}}?\b(?:(?:pré)?nommée?|appelée?|du\s+nom\s+de)\s+(?P<fr>{words.NAME})"
    rf"|\b{words.CHILD_ES}\b[^.;\n]{{0,40}}?\b(?:llamad[oa]|de\s+nombre)\s+(?P<es>{words.NAME})"
    rf"|\b{words.CHILD_RU}\b[^.;\n]{{0,40}}?\b(?:по\s+имени|зовут)\s+(?P<ru>{words.NAME})"
)
_WORD_AR = r"[\u0621-\u064a]{2,}"
_AGE_AR = (
    rf"(?:[،,(–-]\s*)?(?:و?(?:البالغة?|بالغة?|يبلغ|تبلغ|عمره|عمرها|بعمر|في\s+سن)\s+)?"
    rf"(?:من\s+)?(?:العمر\s+)?{_AGE}\s*{_YEARS_AR}(?!\s*(?:من\s+(?!العمر)|سجن|حبس|أو\s|فما|فأ|إلى))"
)
_ARABIC = Pattern(
    rf"(?<!\w){words.CHILD_AR}\s+(?P<child>{_WORD_AR}(?:\s+{_WORD_AR}){{0,2}}?)\s*{_AGE_AR}"
    rf"|(?<!\w)(?P<given>(?:{'|'.join(words.NAMES_AR.split())})(?:\s+{_WORD_AR}){{0,2}}?)\s*{_AGE_AR}"
    rf"|(?<!\w){words.CHILD_AR}(?!\w)[^.؛\n]{{0,40}}?(?<!\w)(?:واسمها|واسمه|اسمها|اسمه|تدعى|يدعى|المدعوة?)"
    rf"\s+(?P<called>{_WORD_AR})"
)
_CHINESE = Pattern(
    rf"(?P<before>{words.NAME_ZH})\s*[，,（(、]?\s*(?:[男女]，?)?(?:今年|现年|时年|年仅)?\s*{_AGE_ZH}\s*周?岁"
    rf"(?!以|及以)"
    rf"|{_AGE_ZH}\s*周?岁的?(?:{words.CHILD_ZH})?(?P<after>{words.NAME_ZH})(?![\u4e00-\u9fff]{{0,2}}{words.CHILD_ZH})"
    rf"|{words.CHILD_ZH}[^。；\n]{{0,12}}?(?:名叫|姓名为|姓名是|姓名：)\s*(?P<called>[\u4e00-\u9fff]{{2,3}})"
    rf"|名叫(?P<named>[\u4e00-\u9fff]{{2,3}}?)的(?:[\u4e00-\u9fff\d]{{0,6}}){words.CHILD_ZH}"
)
_HAS_ARABIC = re.compile(r"[\u0621-\u064a]").search
_HAS_CHINESE = re.compile(r"[\u4e00-\u9fff]").search


def find_names(text: Text) -> Iterator[Finding]:
    """Yield every name of a child in *text*."""
    for age in _AGES:
        yield from _beside(text, age)
    yield from _weak(text)
    for match in _CALLED.finditer(text.plain):
        name = next(n for n in match.groups() if n)
        if words.is_name(name, strong=True):
            yield text.finding(Kind.NAME, *match.span())
    for match in _ARABIC.finditer(text.plain) if _HAS_ARABIC(text.plain) else ():
        name = match["child"] or match["given"] or match["called"]
        if words.is_name_ar(name):
            yield text.finding(Kind.NAME, *match.span())
    for match in _CHINESE.finditer(text.plain) if _HAS_CHINESE(text.plain) else ():
        name = next(n for n in match.groups() if n)
        if words.is_name_zh(name):
            yield text.finding(Kind.NAME, *match.span())


def _beside(text: Text, age: _Age) -> Iterator[Finding]:
    for match in age.pattern.finditer(text.plain):
        start, end = match.span()
        head, tail = text.plain[max(0, start - 90) : start], text.plain[end : end + 90]
        if _LIMIT_BEFORE.search(head) or _LIMIT_AFTER.match(tail):
            continue
        if not age.strong and _GENERAL.search(head):
            continue
        found = age.before.search(head)
        if found and words.is_name(found["name"], strong=age.strong):
            first = start - len(head) + found.start("name")
            yield text.finding(Kind.NAME, first, end)
            continue
        follows = age.after.match(tail) if age.after else None
        if follows and _is_called(follows, tail):
            yield text.finding(Kind.NAME, start, end + follows.end("name"))


def _is_called(follows: re.Match[str], tail: str) -> bool:
    """Return whether the words that follow an age are a name, not an adjective."""
    if not words.is_name(follows["name"], strong=True):
        return False
    rest = tail[follows.end("name") :].split(maxsplit=1)
    return not rest or rest[0].strip(".,;:)").casefold() not in words.PEOPLE


def _weak(text: Text) -> Iterator[Finding]:
    """Find "Amina, 14, was ..." and, where one child is spoken of, "Amina (14)"."""
    for match in _WEAK.finditer(text.plain):
        if not words.is_name(match["name"], strong=False):
            continue
        around = text.plain[max(0, match.start() - 90) : match.end() + 90]
        if match["comma"] or _ONE_CHILD.search(around):
            yield text.finding(Kind.NAME, match.start("name"), match.end())
