"""The rules of scoring in plain words, with a framework's own numbers (DESIGN section 5)."""

from assessment.domain.framework import Framework
from assessment.reporting.shapes.parts import Fact
from assessment.texts import Texts


def method_rules(framework: Framework, texts: Texts) -> tuple[Fact, ...]:
    """Return rules 1 to 11, in this order, and then when something does not apply."""
    return (
        *_means(framework, texts),
        *_uncertainty(framework, texts),
        *_reading(framework, texts),
        Fact(
            texts.gettext("Does not apply"),
            texts.gettext(
                "Only the country profile takes an indicator out, and the reason is "
                "always shown. It is then neither asked nor counted."
            ),
        ),
    )


def weaknesses(framework: Framework, texts: Texts) -> tuple[Fact, ...]:
    """Return what a reader should know against the scores of *framework*."""
    settings = framework.scoring
    step = max(
        higher.score - lower.score
        for lower, higher in zip(framework.levels, framework.levels[1:], strict=False)
    )
    critical = sum(indicator.critical for indicator in framework.indicators)
    facts = [
        Fact(
            texts.gettext("Self-declared"),
            texts.gettext(
                "Scores of this kind drift up when much depends on them. The evidenced "
                "score, the alternative assessment and the annex with every answer "
                "help against that; they do not remove it."
            ),
        ),
        Fact(
            texts.gettext("Steps"),
            texts.gettext(
                "A country just below a level and one just above it look %(step)s "
                "apart on that indicator. A difference of a few points between two "
                "scores means nothing: look at ranges and bands first.",
                step=texts.exact(step),
            ),
        ),
        Fact(
            texts.gettext("Limits"),
            texts.gettext(
                "The bands, the minimum of %(minimum)s answered, the target level "
                "%(target)s and the numbers in the criteria are the authors’ own choice.",
                minimum=texts.percent(settings.minimum_coverage),
                target=texts.number(settings.default_target),
            ),
        ),
        Fact(texts.gettext("Weights"), _weights_text(framework, texts)),
    ]
    if critical:
        facts.append(
            Fact(
                texts.gettext("The critical list"),
                texts.ngettext(
                    "%(num)s indicator is critical. Which one is the authors’ own choice.",
                    "%(num)s indicators are critical. Which ones is the authors’ own "
                    "choice.",
                    critical,
                ),
            )
        )
    return (*facts, *_thin(framework, texts), _law_first(texts))


def _means(framework: Framework, texts: Texts) -> tuple[Fact, ...]:
    lowest, highest = framework.levels[0].score, framework.levels[-1].score
    return (
        Fact(
            texts.gettext("Level"),
            texts.gettext(
                "An indicator stands on the highest level up to which everything below "
                "is met too. What is met further up is shown as ahead and not counted. A "
                "level of which nothing applies to the country counts as met."
            ),
        ),
        Fact(
            texts.gettext("Score of an indicator"),
            texts.gettext(
                "Each level has its score, from %(lowest)s to %(highest)s.",
                lowest=texts.exact(lowest),
                highest=texts.exact(highest),
            ),
        ),
        Fact(
            texts.gettext("Score of a point"),
            texts.gettext(
                "The mean of its answered indicators. What is not answered is left out, "
                "never counted as zero; without any answer there is no score."
            ),
        ),
        Fact(
            texts.gettext("Overall score"),
            texts.gettext(
                "The mean of the points that have a score, by their weights."
            ),
        ),
    )


def _uncertainty(framework: Framework, texts: Texts) -> tuple[Fact, ...]:
    return (
        Fact(
            texts.gettext("Range"),
            texts.gettext(
                "The same means, once with everything open at the lowest level and once "
                "at the highest. The true result lies between the two."
            ),
        ),
        Fact(
            texts.gettext("Coverage"),
            texts.gettext(
                "Below %(minimum)s answered, a result is provisional: it is marked "
                "everywhere, not compared and not published.",
                minimum=texts.percent(framework.scoring.minimum_coverage),
            ),
        ),
        Fact(
            texts.gettext("Evidence"),
            texts.gettext(
                "The evidenced score lowers each level to what its evidence supports. "
                "It says how much of the claim somebody else could check."
            ),
        ),
    )


def _reading(framework: Framework, texts: Texts) -> tuple[Fact, ...]:
    settings = framework.scoring
    band = framework.bands_by_key[settings.cap_band]
    return (
        Fact(
            texts.gettext("Band"),
            texts.gettext(
                "It follows from the exact score. A critical indicator below the level "
                "set for it holds it at “%(band)s” or below, whatever the number; a little "
                "above that, or without an answer, it raises a flag. The number itself is "
                "never changed.",
                band=texts.framework(band.label),
            ),
        ),
        Fact(
            texts.gettext("Other groupings"),
            texts.gettext(
                "The same indicator scores are grouped by recommendation, kind, sector "
                "and goal as well. Law − practice is the mean of law and structure minus "
                "that of practice and results."
            ),
        ),
        Fact(
            texts.gettext("Gaps"),
            texts.gettext(
                "An indicator below its target, which is level %(target)s unless the "
                "country or the framework sets another, or one without an answer. "
                "Critical ones that hold the band or raise a flag come first, then what the "
                "country’s situation makes urgent, then the furthest from the target. "
                "Next steps are what is not yet met of the next level.",
                target=texts.number(settings.default_target),
            ),
        ),
        Fact(
            texts.gettext("Rounding"),
            texts.gettext(
                "Scores are calculated exactly and rounded once, half up, where they are "
                "shown. Bands and orders use the exact values."
            ),
        ),
    )


def _weights_text(framework: Framework, texts: Texts) -> str:
    weights = {point.weight for point in framework.points}
    if len(weights) > 1:
        return texts.gettext("The weights of the points are the authors’ own choice.")
    return texts.gettext(
        "Every point weighs the same, however many indicators it has. That is a choice, "
        "too: no weight is neutral."
    )


def _thin(framework: Framework, texts: Texts) -> tuple[Fact, ...]:
    """Return a remark on recommendations that rest on a single indicator, if any do."""
    alone = sum(
        sum(recommendation.key in i.recommendations for i in framework.indicators) == 1
        for recommendation in framework.recommendations
    )
    if not alone:
        return ()
    return (
        Fact(
            texts.gettext("Thin groups"),
            texts.ngettext(
                "%(num)s recommendation rests on a single indicator, so its score is "
                "fragile. It is marked.",
                "%(num)s recommendations rest on a single indicator each, so their "
                "scores are fragile. They are marked.",
                alone,
            ),
        ),
    )


def _law_first(texts: Texts) -> Fact:
    return Fact(
        texts.gettext("Law is easier to prove"),
        texts.gettext(
            "A law is a public document; practice often rests on internal papers, which "
            "lowers the evidenced score. Read law − practice beside both scores."
        ),
    )
