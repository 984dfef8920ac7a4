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
    N_("There was a draft three years ago. The office that wrote it was dissolved."),
    N_("Two ministries each say that the other one is in charge."),
    N_("Planned for next year; the money has not been applied for."),
    N_("A partner organisation does this in one district with its own staff."),
    N_("Asked for in the last review and not begun."),
)
NOTES_MIDDLE = (
    N_("Done in the capital and two other regions; the rest is to follow."),
    N_("Adopted, but the posts it needs are only half filled."),
    N_("The rules are there; how they are followed is not written down."),
    N_("Works well where one committed person runs it."),
    N_("The budget line covers half of what the plan set down."),
    N_("In force since last year, too short to see results."),
    N_("Three regions send their figures late or not at all."),
    N_("The manual is ready; training has reached about half of the staff."),
)
NOTES_HIGH = (
    N_("In place everywhere; the last review led to small changes."),
    N_("The yearly figures are published each March."),
    N_("Several countries have asked us for the text."),
    N_("Checked by the audit office last year; two of three remarks are settled."),
    N_("Regions below the average get a visit and six months to catch up."),
)
NOTES_UNKNOWN = (
    N_("None of the offices we asked keeps this information."),
    N_("We asked two offices and got two different replies."),
    N_("The region in charge did not reply in time."),
    N_("The records exist on paper only; nobody has added them up."),
    N_("The figures of the police and of the courts do not fit together."),
)
NOTES_AHEAD = (
    N_("A first step above this level has been taken already."),
    N_("One part is further on than the rest; what is missing below is being mended."),
    N_("The harder half is done; the simple half was forgotten."),
)

NOTES_NGO_LOWER = (
    N_("On paper, yes. The organisations we asked do not see it in practice."),
    N_("The document named by the government could not be found."),
    N_("True in the capital; people in other regions report otherwise."),
    N_("The rule is new, and front-line workers we met had not heard of it."),
    N_("It holds for citizens. People without papers are sent away."),
    N_("The centre named was closed on the day of our visit."),
)
NOTES_NGO_HIGHER = (
    N_("More is being done than the government says: see the partners' report."),
    N_("Local offices do this every week. Nobody at the centre has written it down."),
    N_("Our members run this together with the districts, in most of the country."),
)

RESPONDENT = N_("National focal point (invented)")
NGO_RESPONDENT = N_("Network of civil society organisations (invented)")
CLEARED_BY = N_("A. Example")
CLEARED_AS = N_("Head of the coordination office (invented)")
