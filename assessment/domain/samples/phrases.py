"""The words of invented countries: plain templates, translated by whoever draws them."""

from collections.abc import Callable
from dataclasses import dataclass

from assessment.errors import N_


def _as_it_is(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class SampleWords:
    """How the words of a sample are put into the language asked for.

    Attributes:
        message: Translates the templates of this module.
        framework: Translates texts of the framework file.
    """

    message: Callable[[str], str] = _as_it_is
    framework: Callable[[str], str] = _as_it_is


PUBLIC_DOCUMENTS = (
    N_("%(document)s (published, no. %(number)s)"),
    N_("%(document)s (public register, entry %(number)s)"),
    N_("%(document)s (on the website of the office that leads)"),
)
OFFICIAL_DOCUMENTS = (
    N_("%(document)s (file no. %(number)s, not public)"),
    N_("%(document)s (held by: %(sector)s)"),
)
STATEMENTS = (
    N_("Letter no. %(number)s from: %(sector)s"),
    N_("Note of a meeting with: %(sector)s"),
)
NGO_DOCUMENTS = (
    N_("Report of a civil society network, chapter %(number)s"),
    N_("Notes of visits to %(number)s places by partner organisations"),
    N_("Survey of front-line workers, table %(number)s"),
)

NOTES_LOW = (
    N_("A working group has started; nothing has been adopted yet."),
    N_("This stopped when the outside funding ended."),
    N_("Single offices do this on their own initiative."),
)
NOTES_MIDDLE = (
    N_("Done in the capital and two other regions; the rest is to follow."),
    N_("Adopted, but the posts it needs are only half filled."),
    N_("The rules are there; how they are followed is not written down."),
)
NOTES_HIGH = (
    N_("In place everywhere; the last review led to small changes."),
    N_("The yearly figures are published each March."),
    N_("Several countries have asked us for the text."),
)
NOTES_UNKNOWN = (
    N_("None of the offices we asked keeps this information."),
    N_("We asked two offices and got two different replies."),
)
NOTES_AHEAD = (N_("A first step above this level has been taken already."),)

NOTES_NGO_LOWER = (
    N_("On paper, yes. The organisations we asked do not see it in practice."),
    N_("The document named by the government could not be found."),
    N_("True in the capital; people in other regions report otherwise."),
)
NOTES_NGO_HIGHER = (
    N_("More is being done than the government says: see the partners' report."),
)

RESPONDENT = N_("National focal point (invented)")
NGO_RESPONDENT = N_("Network of civil society organisations (invented)")
CLEARED_BY = N_("A. Example")
CLEARED_AS = N_("Head of the coordination office (invented)")
