"""States as the United Nations names them: who is a member or observer, and how it is called.

CLDR writes the names of everyday use. Where those of the United Nations (M49, "country or
area") say something else, governments expect theirs; all others are CLDR's.
"""

from collections.abc import Mapping

_CODES = """
AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA
CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM
FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE
KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM
MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY
QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM
TN TO TR TT TV TZ UA UG US UY UZ VA VC VE VN VU WS YE ZA ZM ZW
"""
MEMBERS_AND_OBSERVERS = frozenset(_CODES.split())
"""193 member States, and the two observer States."""

NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "BN": "Brunei Darussalam",
        "BO": "Bolivia (Plurinational State of)",
        "CD": "Democratic Republic of the Congo",
        "CG": "Congo",
        "CV": "Cabo Verde",
        "FM": "Micronesia (Federated States of)",
        "GB": "United Kingdom of Great Britain and Northern Ireland",
        "IR": "Iran (Islamic Republic of)",
        "KP": "Democratic People's Republic of Korea",
        "KR": "Republic of Korea",
        "LA": "Lao People's Democratic Republic",
        "MD": "Republic of Moldova",
        "MM": "Myanmar",
        "NL": "Netherlands (Kingdom of the)",
        "PS": "State of Palestine",
        "RU": "Russian Federation",
        "ST": "Sao Tome and Principe",
        "SY": "Syrian Arab Republic",
        "TR": "Türkiye",
        "TZ": "United Republic of Tanzania",
        "US": "United States of America",
        "VA": "Holy See",
        "VE": "Venezuela (Bolivarian Republic of)",
        "VN": "Viet Nam",
    },
    "fr": {
        "BN": "Brunéi Darussalam",
        "BO": "Bolivie (État plurinational de)",
        "BY": "Bélarus",
        "CD": "République démocratique du Congo",
        "CG": "Congo",
        "CV": "Cabo Verde",
        "FM": "Micronésie (États fédérés de)",
        "GB": "Royaume-Uni de Grande-Bretagne et d’Irlande du Nord",
        "IR": "Iran (République islamique d’)",
        "KP": "République populaire démocratique de Corée",
        "KR": "République de Corée",
        "LA": "République démocratique populaire lao",
        "MD": "République de Moldova",
        "MM": "Myanmar",
        "NL": "Pays-Bas (Royaume des)",
        "PS": "État de Palestine",
        "RU": "Fédération de Russie",
        "SY": "République arabe syrienne",
        "TR": "Türkiye",
        "TZ": "République-Unie de Tanzanie",
        "US": "États-Unis d’Amérique",
        "VA": "Saint-Siège",
        "VE": "Venezuela (République bolivarienne du)",
        "VN": "Viet Nam",
    },
    "ar": {
        "BN": "بروني دار السلام",
        "BO": "بوليفيا (دولة - المتعددة القوميات)",
        "CD": "جمهورية الكونغو الديمقراطية",
        "CG": "الكونغو",
        "CV": "كابو فيردي",
        "FM": "ميكرونيزيا (ولايات - الموحدة)",
        "GB": "المملكة المتحدة لبريطانيا العظمى وآيرلندا الشمالية",
        "IR": "إيران (جمهورية - الإسلامية)",
        "KP": "جمهورية كوريا الشعبية الديمقراطية",
        "KR": "جمهورية كوريا",
        "LA": "جمهورية لاو الديمقراطية الشعبية",
        "MD": "جمهورية مولدوفا",
        "MM": "ميانمار",
        "NL": "هولندا (مملكة -)",
        "PS": "دولة فلسطين",
        "RU": "الاتحاد الروسي",
        "SY": "الجمهورية العربية السورية",
        "TZ": "جمهورية تنزانيا المتحدة",
        "US": "الولايات المتحدة الأمريكية",
        "VA": "الكرسي الرسولي",
        "VE": "فنزويلا (جمهورية - البوليفارية)",
        "VN": "فييت نام",
    },
}
"""Language -> code -> name, where it differs from CLDR's."""
