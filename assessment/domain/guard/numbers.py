"""Numbers of cases and documents, home addresses, telephone numbers and mail addresses."""

import re
from collections.abc import Iterator

from assessment.domain.guard import words
from assessment.domain.guard.findings import Finding, Kind, Text
from assessment.domain.guard.patterns import Pattern

_AROUND = 90
_CASE_DIGITS = 4
"""Fewer are the number of a file on a shelf."""
_SIGN = (
    r"\s*(?:(?:no\b|nos\b|nr\b|number|numéro|número|номер|num)\.?|n[°º]\.?|n\.\s?[°º]|№|#|[:：]|"
    r"رقم(?:ه|ها)?|号码|编号|号)\s*(?:is\s+|est\s+|es\s+)?[:：.]?\s*"
)
_IDS = Pattern(r"(?<![\dA-Za-z])(?:[A-Z]{1,4}[ -]?)?\d[\dA-Za-z/.-]{2,24}(?<![.,/-])")
_BARE = Pattern(r"[A-Z]{0,3}[ -]?\d{5,18}")
"""A number that stands right after "passport" and needs no "No."."""
_DOCUMENT = (
    r"(?:\bpassport|\b(?:national\s+)?(?:identity|ID)(?:\s+card|\s+document)?|\bbirth\s+"
    r"certificate|\bresidence\s+permit|\bsocial\s+security"
    r"|\bpasseport|\bcarte\s+(?:nationale\s+)?d['’]identité|\b(?:acte|extrait|certificat)\s+"
    r"(?:d['’]acte\s+)?de\s+naissance|\btitre\s+de\s+séjour|\bpermis\s+de\s+(?:résidence|séjour)"
    r"|\bpasaporte|\b(?:cédula|documento|carné)(?:\s+(?:nacional\s+)?de\s+(?:identidad|"
    r"ciudadanía))?|\bDNI|\b(?:acta|partida|certificado)\s+de\s+nacimiento|\bpermiso\s+de\s+"
    r"residencia"
    r"|\bпаспорт[а]?(?:\s+серии?\s*\d{2}\s?\d{2})?|\bсвидетельств[оа]\s+о\s+рождении|\bвид[а]?\s+на\s+"
    r"жительство|\bудостоверени[ея](?:\s+личности)?|\bСНИЛС"
    r"|(?<!\w)(?:ال|ب|ل|و)?جواز\s+(?:ال)?سفر(?:ها|ه)?|(?<!\w)(?:ال|ب)?(?:بطاقة\s+)?(?:ال)?(?:هوية|تعريف)(?:\s+الوطنية)?"
    r"|(?<!\w)(?:ب|ال)?شهادة\s+(?:ال)?ميلاد(?:ها|ه)?|(?<!\w)(?:تصريح|رخصة|بطاقة)\s+(?:ال)?إقامة"
    r"|护照|身份证件?|出生(?:医学)?证明|居留(?:许可|证))"
)
_REVERSED_AR = (
    r"(?:رقم\s+(?:جواز\s+(?:ال)?سفر(?:ها|ه)?|(?:ال)?هوية(?:ها|ه)?|شهادة\s+(?:ال)?ميلاد(?:ها|ه)?|"
    r"(?:ال)?ملف(?:ها|ه)?|(?:ال)?قضية))\s*(?:هو\s+)?[:：]?\s*"
)
_DOCUMENTS = Pattern(
    rf"(?:{_DOCUMENT}(?P<sign>{_SIGN})?\s?|{_REVERSED_AR})$", re.IGNORECASE
)
_CASE = (
    r"(?:\b(?:case|file|docket|dossier|registration)(?:\s+file)?|\bdossier|\baffaire|\bexpediente|\bcaso|"
    r"\b(?:уголовно\w+\s+)?дел[оау]|(?<!\w)(?:ال|ل)?(?:ملف|قضية)(?:ها|ه)?|案件|档案|卷宗|个案)"
)
_CASES = Pattern(rf"{_CASE}{_SIGN}$", re.IGNORECASE)
_COURT = Pattern(
    r"\b(?:judge?ment|ruling|supreme|constitutional|cassation|appeals?|v\.|arrêt|jugement|"
    r"constitutionnel\w*|sentencia|constitucional|приговор|верховн\w+|кассаци\w+)"
    r"|محكمة\s+النقض|الدستورية|المحكمة\s+العليا|最高法院|判决",
    re.IGNORECASE,
)
_LAW = Pattern(
    r"\b(?:law|act|decree|regulations?|order|bill|loi|décret|arrêté|ordonnance|ley|decreto|"
    r"orden|reglamento|закон\w*|указ\w*|приказ\w*|постановлени\w*|form|formulaire|formulario|"
    r"форм[аы]|sub-?section|article)\b|قانون|مرسوم|قرار|نموذج|条例|法律",
    re.IGNORECASE,
)
_STREET = (
    rf"(?:\d{{1,5}}[A-Za-z]?,?\s+(?:[{words.UPPER}][\w'’.-]*\s+){{1,4}}(?:Street|St\b|Road|Rd\b|Avenue|"
    r"Ave\b|Lane|Drive|Boulevard|Close|Crescent|Terrace|Square)"
    r"|(?:\d{1,5}(?:\s?(?:bis|ter))?\s*,?\s+)(?:rue|avenue|boulevard|impasse|allée|chemin|place|villa)\s+\w"
    r"|\b(?:rue|avenue|quartier|lot|villa|calle|avenida|carrera|barrio|pasaje|plaza)\s+[^.;\n]{1,40}?\d"
    r"|\b(?:ул\.|улица|улице|проспект\w?|пр-т|переул\w+|пер\.|д\.|дом)\s*[^;\n]{0,40}?\d"
    r"|(?:شارع|حي|زنقة|نهج|منزل\s+رقم|عمارة)\s[^.؛\n]{0,40}?\d|\d[^.؛\n]{0,6}\s(?:شارع|زنقة|نهج)\s"
    r"|[路街巷弄道村][^。；\n]{0,8}?\d+\s*[号栋室])"
)
_LIVES = (
    r"(?:\b(?:lives?|living|lived|resides?|residing|resident|domiciled)\s+(?:at|in)\b|"
    r"\b(?:home|her|his|family)\s+address\b"
    r"|\b(?:habite|habitant|demeurant|demeure|domiciliée?s?|réside|résidant)\b|\badresse\s+"
    r"(?:du\s+domicile|familiale|de\s+la\s+famille)\b"
    r"|\b(?:vive|reside|residente|domiciliad[oa]|con\s+domicilio)\b|\bdomicilio\s*:"
    r"|\b(?:прожива(?:ет|ющ\w+|ла|л)|жив[её]т)\b|\bадрес\s+(?:проживания|дома|семьи)"
    r"|(?<!\w)(?:ي|ت)(?:قيم|سكن|قطن)(?!\w)|(?<!\w)(?:ال)?مقيمة?(?!\w)|عنوان\s+(?:سكن|منزل|إقامة|بيت)"
    r"|住址|家庭住址|家庭地址|住在|家住|居住[于在])"
)
_LIVING = Pattern(_LIVES, re.IGNORECASE)
_ADDRESSES = Pattern(rf"{_LIVES}(?:[^;؛。\n]{{0,60}}?){_STREET}", re.IGNORECASE)
_CONTACT = Pattern(
    r"(?<![\w/.-])\+?\(?\d(?:[\s().-]?\d){7,14}(?![\w/-])"
    # From its beginning only: tried from each character, a long line took minutes.
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)
_NOT_A_PHONE = Pattern(
    r"(?:19|20)\d\d\s*[-–/.\s]\s*(?:(?:19|20)\d\d|\d\d)|\d{4}-\d{2}-\d{2}|\d{1,3}(?:[ .]\d{3})+"
)
"""Spans of years, dates, and large numbers in groups of three."""
_ONE_CHILD = Pattern(words.ONE_CHILD, re.IGNORECASE)
_SERVICE = Pattern(
    r"\b(?:help-?\s?line|hot-?\s?line|ministry|office|unit|police|service|centre|center|"
    r"shelter|secretariat|focal\s+point|switchboard|numéro\s+vert|ligne|ministère|bureau|"
    r"unité|línea|ministerio|oficina|centro|fiscalía|горяч\w+\s+лини\w+|телефон\w*\s+доверия|"
    r"министерств\w+|служб\w+|центр\w*|полици\w+)\b"
    r"|خط\s+(?:نجدة|المساعدة|ساخن)|الخط\s+الساخن|وزارة|مكتب|شرطة|مركز|热线|部门|办公室|中心|公安",
    re.IGNORECASE,
)


def find_numbers(text: Text) -> Iterator[Finding]:
    """Yield numbers that name one person's document, or one child's case."""
    for match in _IDS.finditer(text.plain):
        number = match[0]
        digits = sum(c.isdigit() for c in number)
        head = max(0, match.start() - _AROUND // 2)
        named = _DOCUMENTS.search(text.plain, head, match.start())
        if named and (_is_signed(named) or _BARE.fullmatch(number)):
            if not _LAW.search(_before(text, named)):
                yield text.finding(Kind.NUMBER, named.start(), match.end())
            continue
        if digits < _CASE_DIGITS:
            continue
        case = _CASES.search(text.plain, head, match.start())
        if case is None:
            continue
        around = _around(text, match)
        if _ONE_CHILD.search(around) and not _COURT.search(around):
            yield text.finding(Kind.NUMBER, case.start(), match.end())


def find_addresses(text: Text) -> Iterator[Finding]:
    """Yield home addresses: that somebody lives there is said, and a street is named."""
    if not _LIVING.search(text.plain):
        return
    for match in _ADDRESSES.finditer(text.plain):
        yield text.finding(Kind.ADDRESS, *match.span())


def find_contacts(text: Text) -> Iterator[Finding]:
    """Yield telephone numbers and mail addresses where one child is spoken of."""
    for match in _CONTACT.finditer(text.plain):
        if _NOT_A_PHONE.fullmatch(match[0]):
            continue
        around = _around(text, match)
        if _ONE_CHILD.search(around) and not _SERVICE.search(around):
            yield text.finding(Kind.CONTACT, *match.span())


def _is_signed(named: re.Match[str]) -> bool:
    """Return whether "No." or its like stands before the number."""
    return named["sign"] is not None or "رقم" in named[0]


def _before(text: Text, match: re.Match[str]) -> str:
    """Return what stands before *match* on its line."""
    start = max(0, match.start() - _AROUND // 2)
    return text.plain[start : match.start()].rpartition("\n")[2]


def _around(text: Text, match: re.Match[str]) -> str:
    """Return *match* with what stands beside it on its line."""
    after = text.plain[match.end() : match.end() + _AROUND].partition("\n")[0]
    start = max(0, match.start() - _AROUND)
    return text.plain[start : match.start()].rpartition("\n")[2] + match[0] + after
