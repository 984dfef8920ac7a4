"""The page that makes exercises: its form and page object."""

from dataclasses import dataclass

from wtforms import Form, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from assessment.domain.framework import Archetype, Framework
from assessment.domain.people.teams import Team
from assessment.domain.samples.setting import PERIOD
from assessment.errors import N_
from assessment.services.samples.mixed import MOST, MixedOrder
from assessment.texts import LANGUAGES, Texts, texts_in
from assessment.web.language import OWN_NAMES, current_texts, offered
from assessment.web.rendering import foreign_mark
from assessment.web.start.forms import check_period
from assessment.web.typed import stripped
from assessment.web.wizard.pages import FieldError

_LARGEST_SEED = 999_999
_DIGITS = 6
_COUNT = 5


class ExercisesForm(Form):  # type: ignore[misc]  # WTForms has no types
    """Which invented countries to make."""

    class Meta:
        """Options of WTForms, and ours: the words of the reader's language."""

        texts: Texts = texts_in("en")

    archetypes = SelectMultipleField(validate_choice=False)
    count = StringField(filters=[stripped])
    seed = StringField(filters=[stripped])
    period = StringField(filters=[stripped])
    language = StringField()

    def validate_count(self, field: StringField) -> None:
        """Accept as many countries as have a name of their own."""
        self._check_number(field.data, 1, MOST)

    def validate_seed(self, field: StringField) -> None:
        """Accept a number that people can pass on."""
        self._check_number(field.data, 0, _LARGEST_SEED)

    def validate_archetypes(self, field: SelectMultipleField) -> None:
        """Ask for one kind at least."""
        if not field.data:
            raise ValidationError(self._say(N_("Choose at least one kind of country.")))

    def validate_period(self, field: StringField) -> None:
        """Accept one year."""
        check_period(field.data, self._say)

    def validate_language(self, field: StringField) -> None:
        """Accept the languages that have words."""
        if field.data not in offered(LANGUAGES):
            raise ValidationError(self._say(N_("Choose a language from the list.")))

    def order(self, framework: Framework) -> MixedOrder:
        """Return what to make."""
        chosen = set(self.archetypes.data)
        kinds = tuple(kind for kind in framework.archetypes if kind.key in chosen)
        return MixedOrder(
            kinds or framework.archetypes,
            int(self.count.data),
            int(self.seed.data),
            self.language.data,
            self.period.data,
        )

    def _check_number(self, text: str, least: int, most: int) -> None:
        is_number = text.isascii() and text.isdecimal() and len(text) <= _DIGITS
        if not is_number or not least <= int(text) <= most:
            sentence = self._say(N_("Give a number from %(least)s to %(most)s."))
            raise ValidationError(sentence % {"least": least, "most": most})

    def _say(self, text: str) -> str:
        texts: Texts = self.meta.texts
        return texts.gettext(text)


@dataclass(frozen=True, slots=True)
class ExercisesPage:
    """The kinds of countries, what was chosen, and the teams it may be for."""

    form: ExercisesForm
    kinds: tuple[Archetype, ...]
    chosen: frozenset[str]
    most: int
    languages: tuple[tuple[str, str], ...]
    foreign: str
    errors: tuple[FieldError, ...]
    owners: tuple[Team, ...] = ()

    def wrong(self, target: str) -> str:
        """Return what is wrong with a field; empty when nothing is."""
        return next((e.message for e in self.errors if e.target == target), "")


def suggested_exercises(texts: Texts) -> dict[str, object]:
    """Return what the form offers at first."""
    return {"count": _COUNT, "seed": 1, "period": PERIOD, "language": texts.language}


def exercises_page(form: ExercisesForm, framework: Framework) -> ExercisesPage:
    """Work out the page."""
    texts = current_texts()
    every = frozenset(kind.key for kind in framework.archetypes)
    return ExercisesPage(
        form=form,
        kinds=framework.archetypes,
        chosen=frozenset(form.archetypes.data or ()) or every,
        most=MOST,
        languages=tuple((code, OWN_NAMES[code]) for code in offered(LANGUAGES)),
        foreign=foreign_mark(texts, framework),
        errors=tuple(FieldError(name, found[0]) for name, found in form.errors.items()),
    )
