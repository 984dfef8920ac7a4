"""Every character of the six UN languages has a glyph; nothing loads in vain."""

import pytest

from assessment.reporting.paper.fonts import (
    REPLACEMENT,
    fonts_for,
    names_of,
    outline,
    replace_missing,
)

SAMPLES = {
    "en": "Children’s rights – “in place”, 54 % · §12",
    "fr": "Évaluation nationale : l’œuvre, « où », 1 234",
    "es": "¿Qué niñez? ¡Sí! Ñandú, acción",
    "ru": "Оценка национальных систем защиты детей, №5 – ёж",
    "ar": "تقييم النظم الوطنية لحماية الأطفال، المادة ١٢؛ هل؟",
    "zh": "国家儿童保护制度评估报告，第二部分：“差距”。",
}


@pytest.mark.parametrize("language", SAMPLES)
def test_every_un_language_is_covered(language):
    assert not fonts_for(SAMPLES[language], language).missing


@pytest.mark.parametrize(
    ("language", "families"),
    [
        ("en", ("Report",)),
        ("ru", ("Report",)),
        ("ar", ("Report", "Report Arabic")),
        ("zh", ("Report", "Report CJK")),
    ],
)
def test_arabic_and_chinese_are_loaded_only_when_the_text_needs_them(
    language, families
):
    assert fonts_for(SAMPLES[language], language).families == families


def test_arrows_and_signs_typed_in_a_note_are_covered():
    assert not fonts_for("from 3 → 4, ≥ 80 %, ✓", "en").missing


OTHER_SCRIPTS = {
    "Thai": "ประเทศไทย",
    "Ethiopic": "ኢትዮጵያ ሕፃናት",
    "Hebrew": "ישראל מגנה על ילדים",
    "Bengali": "বাংলাদেশ শিশুদের রক্ষা করে",
    "Tamil": "குழந்தைகள்",
    "Myanmar": "မြန်မာနိုင်ငံသည် ကလေးများ",
    "Khmer": "កម្ពុជាការពារកុមារ",
    "Georgian": "საქართველო",
    "Armenian": "Հայաստանը",
    "Devanagari": "भारत बच्चों की रक्षा करता है",
    "Lao": "ປະເທດລາວ",
    "Sinhala": "ළමයි ආරක්ෂා කරන්න",
    "Telugu": "పిల్లలను",
    "Emoji": "\U0001f44d\U0001f3fd",
}


@pytest.mark.parametrize("script", OTHER_SCRIPTS)
def test_names_and_notes_in_other_scripts_are_set(script):
    fonts = fonts_for(OTHER_SCRIPTS[script], "en")

    assert not fonts.missing
    assert fonts.families[-1] in {"Report", f"Report {script}"}


def test_a_character_nobody_has_is_replaced_and_told_and_the_rest_stays():
    text = "good \u1703 news"

    fonts = fonts_for(text, "en")

    assert fonts.missing == {"\u1703"}
    assert replace_missing(text, fonts.missing) == f"good {REPLACEMENT} news"
    assert names_of(fonts.missing) == ("U+1703 TAGALOG LETTER KA",)


def test_a_sign_that_nobody_sees_is_left_out_without_a_word():
    assert replace_missing("a\U000e0101b", {"\U000e0101"}) == "ab"
    assert names_of({"\U000e0101", "\u2062"}) == ()


def test_the_chinese_font_is_cut_down_to_what_is_used():
    sizes = [len(face.data) for face in fonts_for(SAMPLES["zh"], "zh").faces]

    assert sum(sizes) < 1_000_000


def test_chinese_and_japanese_get_their_own_shapes_of_a_shared_character():
    chinese = fonts_for("直", "zh").faces[-1].data
    japanese = fonts_for("直", "ja").faces[-1].data

    assert chinese != japanese


@pytest.mark.parametrize("words", ["SAMPLE · TRAINING", "عينة · تدريب", "样本"])
def test_a_watermark_can_be_drawn_in_any_script(words):
    drawing = outline(words, fonts_for(words, "en"))

    assert drawing.width > 1000
    assert drawing.path.endswith("h")
