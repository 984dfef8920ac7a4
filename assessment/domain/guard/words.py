"""Words of the six languages that patterns are made of."""

UPPER = "".join(c for c in map(chr, range(0x41, 0x530)) if c.isupper())
_PARTICLE = r"(?:de|da|dos|di|del|la|van|von|bin|bint|ibn|al|el|ould|mint)"
_WORD = rf"[{UPPER}](?:[^\W\d_]|['’-](?=[^\W\d_]))+"
_INITIALS = rf"(?:[{UPPER}]\.\s?){{1,3}}"
NAME = (
    rf"(?<![\w.])(?:{_WORD}|{_INITIALS})"
    rf"(?:(?:\s+{_PARTICLE})?\s+(?:{_WORD}|{_INITIALS})){{0,3}}"
)
"""A name in Latin or Cyrillic letters: capitals, or initials. See :func:`is_name`."""

CHILD_EN = r"(?:girl|boy|child|daughter|son|baby|toddler|teenager|minor|pupil)"
CHILD_FR = (
    r"(?:filles?|fillette|garçon|enfant|adolescente?|mineure?|bébé|fils|élève|jeune)"
)
CHILD_ES = r"(?:niñ[oa]|hij[oa]|adolescente|menor|bebé|chic[oa]|alumn[oa]|joven)"
CHILD_RU = (
    r"(?:девочк[аиуеой]+|девушк[аиуеой]+|мальчик\w{0,2}|реб[её]н\w+|дочь|дочери|сына?|"
    r"подрост[ко]\w*|несовершеннолетн(?:ий|яя|ей|его|ему|юю)|учениц\w|ученик\w?|школьниц\w|"
    r"школьник\w?)"
)
CHILD_AR = (
    r"(?:(?:ال|لل|و|وال)?(?:طفلة?|فتاة|فتى|صبية?|قاصر|ابنة|ابن|تلميذة?|رضيعة?)"
    r"|ابنتها?|ابنها?)"
)
CHILD_ZH = (
    r"(?:女孩|男孩|女童|男童|少女|少年|孩子|儿童|女儿|儿子|未成年人|女学生|男学生)"
)

_INSTITUTION = (
    r"(?![\s-]+(?:protection|help|hot|rights?|welfare|care|labou?r|traffick|abuse|support|"
    r"services?|victims|marriage|friendly|sex|exploit|participat|development|advoca))"
)
ONE_CHILD = (
    rf"\b(?:girl|boy|daughter|son|baby|schoolgirl|schoolboy)\b"
    rf"|\b(?:the|this|that)\s+(?:child|minor|victim|pupil|teenager)\b{_INSTITUTION}"
    rf"|\b(?:child|minor|victim)['’]s\b"
    r"|\b(?:la|cette|sa)\s+(?:jeune\s+)?(?:fille|fillette|mineure|victime|élève)\b"
    r"|\b(?:le|ce|du|son)\s+(?:jeune\s+)?(?:garçon|mineur|fils|bébé|élève)\b"
    r"|\b(?:cet\s|l['’])\s?enfant\b"
    r"|\b(?:la|esta|su)\s+(?:niña|hija|víctima|alumna|menor|adolescente)\b"
    r"|\b(?:el|este|del|su)\s+(?:niño|hijo|alumno|menor|adolescente)\b"
    r"|\b(?:девочк[аиуе]|девочкой|мальчик(?:а|у|ом)?|реб[её]нок|реб[её]нк[ауе]|ребёнком|"
    r"дочь|дочери|сын|подростка?|потерпевш(?:ая|ей|его)|"
    r"несовершеннолетн(?:ий|яя|его|ему|юю))\b"
    r"|(?<!\w)(?:الطفلة|الفتاة|الفتى|القاصر|الضحية|الصبي|الطفل|لطفلة|للطفلة|طفلة|فتاة)"
    r"(?!\w)"
    r"|女孩|男孩|女童|男童|少女|该儿童|受害儿童|被害人|受害人|这名儿童|该名儿童|女儿|儿子"
)
"""One single child, not children as such and no institution for them."""

_PEOPLE = (
    "girl girls boy boys child children refugee refugees national nationals citizen citizens "
    "student students pupil pupils victim victims migrant migrants woman man women men "
    "teenager teenagers survivor survivors minor minors people youth person persons"
)
PEOPLE = frozenset(_PEOPLE.split())
"""After "14-year-old Nepali" these make an adjective of the word with the capital."""

_NOT_NAMES_EN = (
    "a an the all any each every some no this that these those one two three four five six "
    "seven eight nine ten he she it we they who his her their its our in on at of to by for "
    "from with and or but not if when where while since until after before under over about "
    "only at most least between during as is are was were be been has have had may can must "
    "child children girl girls boy boys minor minors victim victims person persons people "
    "pupil pupils student students adolescent adolescents youth teenager teenagers young "
    "adult adults offender offenders survivor survivors refugee refugees migrant migrants "
    "applicant applicants worker workers woman women man men daughter son baby citizen "
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday "
    "act law code article articles art section sections chapter chapters part parts "
    "paragraph paragraphs para annex annexes appendix table figure page pages point points "
    "goal goals target targets indicator indicators step steps item items number no nos "
    "decree order regulation regulations bill rule rules convention protocol treaty "
    "directive recommendation recommendations resolution decision judgment case cases file "
    "files volume vol issue report reports plan strategy programme program project policy "
    "standard standards guideline guidelines form forms circular memo note notes minutes "
    "ministry department office unit units agency committee commission council court courts "
    "police prosecutor service services centre center centres shelter shelters school "
    "schools hospital region regions province district districts city town state states "
    "government parliament budget fund year years age ages grade level class annual total "
    "average median maximum minimum years-old aged including roma "
)
_NOT_NAMES_FR = (
    "le la les un une des du de d l au aux ce cet cette ces son sa ses leur leurs il elle on "
    "nous ils elles qui que et ou mais si dans en sur par pour avec sans depuis après avant "
    "entre dès à chez sous plus moins environ toute tout tous toutes chaque aucun aucune "
    "enfant enfants fille filles fillette garçon garçons mineur mineure mineurs mineures "
    "adolescent adolescente adolescents adolescentes jeune jeunes élève élèves victime "
    "victimes personne personnes femme femmes homme hommes bébé adulte adultes "
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "loi code article articles art chapitre section partie paragraphe annexe annexes tableau "
    "page point points objectif cible indicateur décret arrêté ordonnance règlement "
    "convention protocole directive recommandation résolution décision jugement arrêt "
    "dossier dossiers rapport plan stratégie programme projet politique norme circulaire "
    "note ministère direction bureau unité agence comité commission conseil tribunal cour "
    "police parquet service services centre centres foyer foyers école écoles hôpital région "
    "régions province district ville état gouvernement parlement budget fonds année âge âgé "
    "prison peine emprisonnement total moyenne maximum minimum "
)
_NOT_NAMES_ES = (
    "el la los las un una unos unas de del al lo este esta estos estas ese esa su sus que "
    "quien y o pero si en por para con sin desde hasta tras antes después entre sobre según "
    "más menos cada todo toda todos todas ningún ninguna "
    "niño niña niños niñas menor menores adolescente adolescentes joven jóvenes chico chica "
    "alumno alumna alumnos víctima víctimas persona personas mujer mujeres hombre hombres "
    "hijo hija bebé adulto adultos "
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre lunes martes miércoles jueves viernes sábado domingo "
    "ley código artículo artículos art capítulo sección parte párrafo anexo anexos cuadro "
    "tabla página punto puntos objetivo meta indicador decreto orden reglamento convenio "
    "convención protocolo directiva recomendación resolución decisión sentencia auto "
    "expediente expedientes informe plan estrategia programa proyecto política norma "
    "circular nota ministerio dirección oficina unidad agencia comité comisión consejo "
    "tribunal juzgado corte policía fiscalía servicio servicios centro centros albergue "
    "escuela escuelas hospital región provincia distrito ciudad estado gobierno congreso "
    "presupuesto fondo año años edad prisión pena total media máximo mínimo "
)
_NOT_NAMES_RU = (
    "в во на с со к ко о об от до из за по под над при для без через после перед между около "
    "более менее свыше не ни и или но а если когда где как что это этот эта эти тот все всё "
    "каждый каждая он она они мы его её их который которая "
    "дети детей детям ребенок ребёнок ребенка ребёнка девочка девочки девочек мальчик "
    "мальчики мальчиков подросток подростки подростков лица лиц лицо лицам "
    "несовершеннолетний несовершеннолетняя несовершеннолетние несовершеннолетних "
    "потерпевшая потерпевший потерпевшие жертва жертвы жертв учащиеся учащихся школьники "
    "граждане женщины мужчины взрослые молодежь молодёжь "
    "январь января февраль февраля март марта апрель апреля май мая июнь июня июль июля "
    "август августа сентябрь сентября октябрь октября ноябрь ноября декабрь декабря "
    "закон закона закону кодекс кодекса статья статьи статье ст глава раздел часть пункт "
    "пункта приложение таблица страница цель показатель указ приказ постановление "
    "распоряжение положение конвенция протокол директива рекомендация резолюция решение "
    "приговор дело дела отчет отчёт доклад план стратегия программа программе проект "
    "политика стандарт записка министерство департамент отдел управление агентство комитет "
    "комиссия совет суд полиция прокуратура служба центр центру приют школа школы больница "
    "область район город республика республике государство правительство бюджет фонд год "
    "года лет возраст срок срока наказание лишение всего среднее максимум минимум "
)
NOT_NAMES = frozenset(
    (_NOT_NAMES_EN + _NOT_NAMES_FR + _NOT_NAMES_ES + _NOT_NAMES_RU).split()
)
"""Words that begin a sentence, or that titles write with a capital."""

NAMES_AR = (
    "محمد أحمد احمد علي حسن حسين عمر عثمان خالد يوسف إبراهيم ابراهيم عبدالله مصطفى محمود "
    "سعيد ياسين ياسر كريم طارق بلال حمزة آدم ادم إسماعيل اسماعيل موسى عيسى سامي رامي مهدي "
    "أنس زيد فهد سلمان فاطمة مريم عائشة خديجة زينب أمينة امينة سارة ليلى نور هدى سلمى رانيا "
    "ريم دعاء آية اية إيمان ايمان حليمة سعاد نادية ياسمين هناء منى رقية آمنة امنة جميلة "
    "لينا دينا رنا سميرة حياة"
)
_NOT_NAMES_AR = (
    "الذي التي الذين دون تحت فوق من في على عن إلى الى حتى قبل بعد عند منذ بين أو او و هو هي "
    "ضحية ضحايا متهم متهمة شاهد شاهدة قاصر سن عمر عمره عمرها بعمر يبلغ تبلغ بلغ بلغت أتم "
    "أتمت لم لا كل أي اي غير ذات ذو مع واحد واحدة آخر أخرى لاجئ لاجئة مهاجر مهاجرة مجند "
    "أقل اقل أكثر اكثر عمرهم كان كانت يكون تكون تتراوح يتراوح جميع بسن إذا"
)
NOT_NAMES_AR = frozenset(_NOT_NAMES_AR.split())

SURNAMES_ZH = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔汤"
)
NAME_ZH = (
    rf"(?:[{SURNAMES_ZH}][\u4e00-\u9fff]{{1,2}}|[{SURNAMES_ZH}]某{{0,2}}"
    r"|[小阿][\u4e00-\u9fff])"
)
NOT_IN_NAMES_ZH = frozenset(
    "的在于和与及或是为有被对不未已满年岁人龄达到至从受含括限以者名"
)
NOT_NAMES_ZH = frozenset(
    {"高中生", "小学", "小孩", "小于", "石头", "任何", "白天", "方式"}
)


def is_name(name: str, *, strong: bool) -> bool:
    """Return whether what :data:`NAME` matched may be a person's name.

    Args:
        name: Words with capitals.
        strong: What stands beside it leaves no doubt that an age is meant: then a word
            all in capitals counts, too.
    """
    words = name.replace(".", ". ").split()
    last = words[-1].strip("'’-")
    if last.endswith("."):
        return len(words) > 1 and words[-2].casefold() not in NOT_NAMES
    if last.casefold() in NOT_NAMES:
        return False
    return strong or not last.isupper()


def is_name_ar(words: str) -> bool:
    """Return whether *words* in Arabic letters may be a person's name."""
    parts = words.split()
    if any(part in NOT_NAMES_AR for part in parts):
        return False
    return not parts[0].startswith(("ال", "لل"))


def is_name_zh(word: str) -> bool:
    """Return whether *word* in Chinese characters may be a person's name."""
    return word not in NOT_NAMES_ZH and not NOT_IN_NAMES_ZH & set(word)
