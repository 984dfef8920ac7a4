"""Forms of the wizard: submitted values -> an answer, or what is wrong with them.

Limits and membership are checked by ``assessment.domain.answer_check``, as for every other
door; here stands only what typing adds: numbers as people write them, and choices that
exclude each other.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from babel.numbers import NumberFormatError, parse_decimal
from wtforms import (
    BooleanField,
    Form,
    FormField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from assessment.domain.answer_check import EVIDENCE_ITEMS, check_answer
from assessment.domain.answers import Answer, AnswerStatus, EvidenceItem, FigureEntry
from assessment.domain.evidence import item_key
from assessment.domain.framework import FactKind, Framework, Indicator
from assessment.errors import N_, Problem
from assessment.texts import Texts, texts_in
from assessment.web.typed import stripped
from assessment.web.wizard.documents import (
    NOTHING_BROUGHT,
    Brought,
    EvidenceForm,
    Rows,
)
from assessment.web.wizard.drafts import FEW, Draft, FigureDraft

NO_VERSION = -1
_MAX_NUMBER_LENGTH = 40
_YEAR = ".year"
"""Ends the name of the field beside a figure; no key has a dot, so none can collide."""

_DIGIT_GROUP = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'’](?=\d{3}(?!\d))")
_COMMA_DECIMALS = re.compile(r"[+-]?\d+,\d+")


def _note_text(text: str | None) -> str:
    # Browsers send CRLF; stored and compared texts have plain line ends.
    return stripped((text or "").replace("\r\n", "\n"))


class IndicatorForm(Form):  # type: ignore[misc]
    """Base of the generated forms: one class per indicator, fields named by its keys.

    ``problems`` (field name -> sentence) is filled by :meth:`check`.
    """

    class Meta:
        """Options of WTForms, and ours: the reader's language, and files that came along."""

        texts: Texts = texts_in("en")
        brought: Brought = NOTHING_BROUGHT

    indicator: Indicator

    version = StringField(filters=[stripped])
    met = SelectMultipleField(validate_choice=False)
    none = BooleanField()
    unknown = BooleanField()
    grade = StringField(filters=[stripped])
    evidence = Rows(FormField(EvidenceForm), max_entries=EVIDENCE_ITEMS + 1)
    note = TextAreaField(filters=[_note_text])

    @property
    def seen_version(self) -> int:
        """The version of the page that was before the person; -1 when missing or wrong."""
        text = self.version.data
        is_number = text.isascii() and text.isdecimal() and len(text) < 10  # noqa: PLR2004
        return int(text) if is_number else NO_VERSION

    def draft(self) -> Draft:
        """Return everything as typed."""
        return Draft(
            version=self.seen_version,
            met=frozenset(self.met.data or ()),
            is_none=self.none.data,
            is_unknown=self.unknown.data,
            grade=self.grade.data,
            evidence=tuple(item for _, item in self._rows()),
            figures={
                figure.key: FigureDraft(
                    self[f"figure-{figure.key}"].data,
                    self[f"figure-{figure.key}{_YEAR}"].data,
                )
                for figure in self.indicator.figures
            },
            note=self.note.data,
        )

    def check(
        self, framework: Framework, kept: frozenset[str]
    ) -> tuple[Answer, dict[str, str]]:
        """Return the answer that was given, and what is wrong with it by field.

        Args:
            framework: Says which grades there are.
            kept: Criteria stored as met that this country is not asked now; they stay.

        Returns:
            ``(answer, problems)``; the answer counts only when there is no problem.
        """
        problems = self._choice_problems() | dict(self._brought.problems)
        figures = self._figures(problems)
        status = AnswerStatus.UNKNOWN if self.unknown.data else AnswerStatus.ANSWERED
        ticked = frozenset(self.met.data or ())
        answer = Answer(
            status,
            met=ticked if self.unknown.data else ticked | kept,
            grade="" if self.unknown.data else self.grade.data,
            evidence=tuple(item for _, item in self._rows()),
            figures=figures,
            note=self.note.data,
        )
        for problem in check_answer(self.indicator, framework, answer):
            field = self._field_of(problem)
            problems.setdefault(field, self._texts.problem(problem))
        return answer, problems

    def as_drawn(self, problems: Mapping[str, str]) -> dict[str, str]:
        """Return *problems* by the fields of the page drawn anew: empty rows are gone."""
        places = {row: place for place, (row, _) in enumerate(self._rows())}
        spare = len(places)  # where a row without words is drawn, with what is wrong
        drawn = {}
        for name, sentence in problems.items():
            kind, _, rest = name.partition("-")
            row, _, part = rest.partition("-")
            if kind == "evidence":
                name = f"evidence-{places.get(int(row), spare)}-{part}"  # noqa: PLW2901
            drawn[name] = sentence
        return drawn

    def sound_part(
        self,
        framework: Framework,
        answer: Answer,
        problems: Mapping[str, str],
        stored: Answer | None,
    ) -> Answer | None:
        """Return *answer* without what is wrong, for saving what can be saved.

        *problems* are by the fields :meth:`as_drawn`. A part that is wrong stays as it is
        stored; None when the ticks are wrong, since nothing counts without them.
        """
        if problems.keys() & {"version", "met"}:
            return None
        before = stored or Answer(answer.status)
        wrong_rows = {
            int(p.split("-")[1])
            for p in problems
            # A file that was refused takes nothing from the words beside it.
            if p.startswith("evidence") and not p.endswith("-upload")
        }
        wrong_figures = {
            p.removeprefix("figure-").removesuffix(_YEAR)
            for p in problems
            if p.startswith("figure-")
        }
        sound = replace(
            answer,
            grade=before.grade if "grade" in problems else answer.grade,
            note=before.note if "note" in problems else answer.note,
            evidence=tuple(
                item
                for place, item in enumerate(answer.evidence)
                if place not in wrong_rows
            ),
            figures=(
                *(f for f in answer.figures if f.key not in wrong_figures),
                *(f for f in before.figures if f.key in wrong_figures),
            ),
        )
        return None if check_answer(self.indicator, framework, sound) else sound

    @property
    def _texts(self) -> Texts:
        texts: Texts = self.meta.texts
        return texts

    @property
    def _brought(self) -> Brought:
        came: Brought = self.meta.brought
        return came

    def _rows(self) -> list[tuple[int, EvidenceItem]]:
        rows = [
            (int(row.name.rpartition("-")[2]), row.form.item(self._brought.names))
            for row in self.evidence
        ]
        rows = [(row, self._with_file(row, item)) for row, item in rows]
        rows = [(row, item) for row, item in rows if item != EvidenceItem("")]
        again = self._brought.again
        if again and item_key(again) not in {item_key(item) for _, item in rows}:
            rows.append((max((row for row, _ in rows), default=-1) + 1, again))
        return rows

    def _with_file(self, row: int, item: EvidenceItem) -> EvidenceItem:
        """Return *item* with the file that was brought for its row; it names the title."""
        digest = self._brought.rows.get(row)
        if digest is None:
            return item
        name = self._brought.names[digest]
        title = item.title or name.rpartition(".")[0]
        return replace(item, title=title, file=digest, file_name=name)

    def _choice_problems(self) -> dict[str, str]:
        draft = self.draft()
        if self.seen_version == NO_VERSION:
            return {"version": self._say(_NO_VERSION_TEXT)}
        if draft.is_unknown and (draft.met or draft.is_none):
            return {"met": self._say(_UNKNOWN_AND_KNOWN)}
        if draft.is_none and draft.met:
            return {"met": self._say(_NONE_AND_SOME)}
        if not draft.has_choice:
            return {"met": self._say(_NO_CHOICE)}
        return {}

    def _figures(self, problems: dict[str, str]) -> tuple[FigureEntry, ...]:
        """Return the figures that can be read; add what cannot to *problems*."""
        entries = []
        for figure in self.indicator.figures:
            name = f"figure-{figure.key}"
            typed = FigureDraft(self[name].data, self[f"{name}{_YEAR}"].data)
            if typed == FigureDraft():
                continue
            entry = _figure_entry(figure.key, typed, self._texts)
            if isinstance(entry, FigureEntry):
                entries.append(entry)
            else:
                wrong = f"{name}{_YEAR}" if entry in _YEAR_PROBLEMS else name
                problems[wrong] = self._say(entry)
        return tuple(entries)

    def _field_of(self, problem: Problem) -> str:
        """Return the field that *problem* is about, from its path."""
        _, _, *rest = problem.path.split(".")
        match rest:
            case ["evidence", place, part]:
                rows = self._rows()
                return f"evidence-{rows[int(place)][0]}-{part}"
            case ["evidence"]:
                return "evidence-0-title"
            case ["figures", key]:
                return f"figure-{key}"
            case [name]:
                return name
        return "met"

    def _say(self, text: str) -> str:
        return self._texts.gettext(text)


_NO_VERSION_TEXT = N_(
    "The page came without its version, so nothing was saved. Reload it and try again."
)
_UNKNOWN_AND_KNOWN = N_(
    "You ticked “We do not know” and also what is in place. Keep one of the two."
)
_NONE_AND_SOME = N_(
    "You ticked “None of this is in place” and also something that is. Keep one of the two."
)
_NO_CHOICE = N_(
    "Say what is in place: tick all that is true, or “None of this is in place”, or “We do "
    "not know”."
)
_NOT_A_NUMBER = N_("Write a number, such as 120 or 12.5, and nothing else.")
_NOT_A_YEAR = N_("Give the year with four digits, such as 2026.")
_YEAR_WITHOUT_VALUE = N_("Give the number that this year belongs to.")


_YEAR_PROBLEMS = frozenset({_NOT_A_YEAR, _YEAR_WITHOUT_VALUE})
"""What is about the field of the year rather than that of the number."""


@lru_cache(maxsize=1024)
def indicator_form(indicator: Indicator) -> type[IndicatorForm]:
    """Return the form class for *indicator* (cached: indicators are immutable)."""
    fields: dict[str, object] = {"indicator": indicator}
    for figure in indicator.figures:
        fields[f"figure-{figure.key}"] = StringField(filters=[stripped])
        fields[f"figure-{figure.key}{_YEAR}"] = StringField(filters=[stripped])
    return type("IndicatorForm", (IndicatorForm,), fields)


def read_number(text: str, texts: Texts) -> Decimal | None:
    """Return the number a person wrote in their language's way; None when it is none."""
    plain = _DIGIT_GROUP.sub("", "".join(_western(character) for character in text))
    if len(plain) > _MAX_NUMBER_LENGTH or any(c.isalpha() for c in plain):
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        try:
            number = parse_decimal(
                plain.replace(" ", "\u202f"),
                texts.locale,
                strict=True,
                numbering_system="latn",
            )
        except (NumberFormatError, ValueError):
            # "12,5" is one number in every language that would not group digits so.
            if not _COMMA_DECIMALS.fullmatch(plain):
                return None
            number = Decimal(plain.replace(",", "."))
    return number if number.is_finite() else None


class ProfileForm:
    """The facts about the country, as submitted. One page, one version."""

    def __init__(
        self, framework: Framework, submitted: Iterable[tuple[str, str]]
    ) -> None:
        values: dict[str, list[str]] = {}
        for name, value in submitted:
            if value:  # "open" is the empty choice
                values.setdefault(name, []).append(value)
        self.framework = framework
        self._values = values

    @property
    def seen_version(self) -> int:
        """The version of the profile that was before the person."""
        text = self._values.get("version", [""])[0].strip()
        is_number = text.isascii() and text.isdecimal() and len(text) < 10  # noqa: PLR2004
        return int(text) if is_number else NO_VERSION

    def profile(self) -> dict[str, tuple[str, ...]]:
        """Return the facts that were answered.

        "None of these" of a fact with several values is an answer: the empty choice.
        """
        profile: dict[str, tuple[str, ...]] = {}
        for fact in self.framework.facts:
            chosen = tuple(dict.fromkeys(self._values.get(f"fact-{fact.key}", ())))
            if chosen:
                profile[fact.key] = chosen
            elif fact.kind is FactKind.SEVERAL_OF and self.says_none(fact.key):
                profile[fact.key] = ()
        return profile

    def says_none(self, key: str) -> bool:
        """Return whether "none of these" is ticked for a fact with several values."""
        return f"none-{key}" in self._values

    def contradictions(self) -> tuple[str, ...]:
        """Return the facts for which "none of these" is ticked beside a value."""
        return tuple(
            fact.key
            for fact in self.framework.facts
            if self.says_none(fact.key) and self._values.get(f"fact-{fact.key}")
        )


def _figure_entry(key: str, typed: FigureDraft, texts: Texts) -> FigureEntry | str:
    """Return the figure, or the sentence that says why it cannot be read."""
    if not typed.value:
        return _YEAR_WITHOUT_VALUE
    year = "".join(_western(character) for character in typed.year)
    if year and not (year.isascii() and year.isdecimal() and len(year) == 4):  # noqa: PLR2004
        return _NOT_A_YEAR
    number = None
    if typed.value.replace(" ", "") != FEW:
        number = read_number(typed.value, texts)
        if number is None:
            return _NOT_A_NUMBER
    return FigureEntry(key, number, int(year) if year else None)


def _western(character: str) -> str:
    """Return a digit of any script as 0 to 9, and anything else as it is."""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)
