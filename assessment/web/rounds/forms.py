"""Forms of the moves: they read what was typed; what is wrong with it the domain says."""

from collections.abc import Mapping

from wtforms import Form, IntegerField, StringField

from assessment.domain.rounds.states import Visibility
from assessment.web.rounds.pages import Typed
from assessment.web.typed import stripped

REMARK = "remark-"


class MoveForm(Form):  # type: ignore[misc]  # WTForms has no types
    """What the forms of moves hold; each uses some of it."""

    because = StringField(
        filters=[lambda text: stripped((text or "").replace("\r", ""))]
    )
    name = StringField(filters=[stripped])
    function = StringField(filters=[stripped])
    visibility = StringField(filters=[stripped])
    revision = IntegerField()

    def typed(self, sent: Mapping[str, str]) -> Typed:
        """Return what was typed, with the remarks in *sent*."""
        return Typed(
            self.because.data,
            self.name.data,
            self.function.data,
            self.visibility.data,
            {
                field.removeprefix(REMARK): stripped(text.replace("\r", ""))
                for field, text in sent.items()
                if field.startswith(REMARK) and text.strip()
            },
        )


def visibility_of(typed: Typed) -> Visibility | None:
    """Return what was chosen; None: nothing that can be."""
    try:
        return Visibility(typed.visibility)
    except ValueError:
        return None
