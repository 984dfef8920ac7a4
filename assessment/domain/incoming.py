"""What a file would change of an assessment that is there: answer by answer."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessment.domain.answers import Answer, Assessment, Profile
from assessment.domain.framework import Framework


class Effect(StrEnum):
    """What taking an answer over would do."""

    NEW = "new"
    """Only the file answers it."""
    CHANGED = "changed"
    """Both do, and not alike."""
    SAME = "same"
    """Both do, alike."""
    LEFT = "left"
    """Only what is there answers it: it stays as it is."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One indicator in what is there and in the file; None: not answered."""

    key: str
    effect: Effect
    there: Answer | None
    brought: Answer | None


@dataclass(frozen=True, slots=True)
class Incoming:
    """All that a file would change.

    Attributes:
        answers: Indicators that either answers, in framework order.
        there, brought: The country profiles.
    """

    answers: tuple[Difference, ...]
    there: Profile
    brought: Profile

    @property
    def changes_profile(self) -> bool:
        """Whether the file knows facts about the country that are not there so."""
        return any(
            self.there.get(key) != values for key, values in self.brought.items()
        )

    @property
    def profile(self) -> Profile:
        """The profile with what the file knows; what it does not say stays."""
        return {**self.there, **self.brought}

    @property
    def counts(self) -> Mapping[Effect, int]:
        """How many answers it does what to."""
        found = Counter(difference.effect for difference in self.answers)
        return {effect: found[effect] for effect in Effect}

    @property
    def to_take(self) -> tuple[Difference, ...]:
        """The answers that would change something."""
        return tuple(
            difference
            for difference in self.answers
            if difference.effect in {Effect.NEW, Effect.CHANGED}
        )


def what_it_changes(
    framework: Framework, there: Assessment, brought: Assessment
) -> Incoming:
    """Return what taking *brought* over into *there* would change; nothing is removed.

    Args:
        framework: The edition of both, in the scope of *there*.
        there: What is stored.
        brought: What the file holds.
    """
    differences = (
        _difference(i.key, there.answers.get(i.key), brought.answers.get(i.key))
        for i in framework.indicators
    )
    answers = tuple(each for each in differences if each is not None)
    return Incoming(answers, there.profile, brought.profile)


def _difference(
    key: str, there: Answer | None, brought: Answer | None
) -> Difference | None:
    if there is None and brought is None:
        return None
    if brought is None:
        effect = Effect.LEFT
    elif there is None:
        effect = Effect.NEW
    else:
        effect = Effect.SAME if there == brought else Effect.CHANGED
    return Difference(key, effect, there, brought)
