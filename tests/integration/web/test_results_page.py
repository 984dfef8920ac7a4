"""The results as people read them: no verdict too early, figures that add up."""

import re
from dataclasses import replace

from assessment.domain.answers import AssessmentKind
from assessment.domain.records import Actor, Stamp
from assessment.services.assessments.making import create_assessment
from tests.builders import an_answer, an_answer_at, an_assessment
from tests.databases import NOON
from tests.integration.web.test_states import begun
from tests.teams import team_for
from tests.web import AuditedClient, Site


def whole(site: Site, level: int = 2, **answers: object) -> str:
    """Store an assessment with everything answered; return its address."""
    given = {i.key: an_answer_at(i, level) for i in site.framework.indicators}
    return f"/assessments/{site.begin({'coast': ('yes',)}, **{**given, **answers})}"


def text_in(html: str) -> str:
    """Return the words of a page, spaces folded."""
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def test_too_few_answers_give_a_range_and_no_band(
    site: Site, anna: AuditedClient
) -> None:
    law = site.framework.indicators_by_key["law"]
    key = site.begin({"coast": ("yes",)}, law=an_answer_at(law, 3))

    page = anna.get(f"/assessments/{key}/results/").text

    words = text_in(page)
    assert "Too early for a result: 1 of 4 answered" in words
    assert "Between 13 and 96" in words
    assert 'class="huge' not in page
    for band in site.framework.bands:
        assert band.label not in words.split("The points")[1]
        assert band.meaning not in words


def test_a_capped_result_says_what_has_to_happen(
    site: Site, anna: AuditedClient
) -> None:
    base = whole(site, 4, data=an_answer())

    words = text_in(anna.get(f"{base}/results/").text)

    assert "The result cannot rise above “Middle” until" in words.replace(
        "The number alone would give “Strong”. ", ""
    )
    assert "1.2 Title of data leaves level 0" in words


def test_what_is_missing_stands_before_what_to_do(
    site: Site, anna: AuditedClient
) -> None:
    base = whole(site, 1)

    words = text_in(anna.get(f"{base}/results/").text)

    card = words.split("First things to do")[1].split("The points")[0]
    steps = re.findall(r"(Not met yet: It is true that \w+ holds\.|→ [^.]+\.)", card)
    assert steps
    for missing, action in zip(steps[::2], steps[1::2], strict=True):
        assert missing.startswith("Not met yet:")
        assert action.startswith("→")


def test_open_answers_stand_apart_with_what_hangs_on_them(
    site: Site, anna: AuditedClient
) -> None:
    given = {
        i.key: an_answer_at(i, 2) for i in site.framework.indicators if i.key != "law"
    }
    key = site.begin({"coast": ("yes",)}, **given)

    page = anna.get(f"/assessments/{key}/results/").text

    section = page.split("<h2>To answer</h2>")[1].split("</section>")[0]
    assert "Title of law" in section
    assert "holds 16.7 of 100" in text_in(section)
    gaps = anna.get(f"/assessments/{key}/results/gaps").text
    assert "<h2>To answer</h2>" in gaps


def test_every_indicator_is_a_square_with_its_level(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin(
        {"coast": ("no",)},
        law=an_answer_at(site.framework.indicators_by_key["law"], 2),
    )

    page = anna.get(f"/assessments/{key}/results/").text

    labels = re.findall(r'aria-label="(\d[^"]+)"', page)
    assert labels == [
        "1.1 Title of law: level 2",
        "1.2 Title of data: not answered",
        "1.3 Title of ports: does not apply",
        "2.1 Title of care: not answered",
    ]


def test_a_sector_never_takes_the_number_of_a_point(
    site: Site, anna: AuditedClient
) -> None:
    base = f"/assessments/{begun(site, 'law', 'halfway')}"
    framework = site.framework
    assert {s.key for s in framework.sectors}.isdisjoint(framework.numbers)

    page = anna.get(f"{base}/results/by/sectors").text

    assert 'class="no number"' not in page.split("<tbody>")[1]


def test_differences_are_those_of_the_printed_figures(
    site: Site, anna: AuditedClient
) -> None:
    first = {i.key: an_answer_at(i, 2) for i in site.framework.indicators}
    mine = an_assessment(
        site.framework, first, code="XS", profile={"coast": ("yes",)}, respondent="A"
    )
    law = site.framework.indicators_by_key["law"]
    theirs = replace(
        mine,
        kind=AssessmentKind.ALTERNATIVE,
        respondent="B",
        answers={**first, "law": an_answer_at(law, 1)},
    )
    stamp = Stamp(Actor(None, "Ben"), NOON)
    ids = [
        create_assessment(
            site.store,
            site.framework,
            each,
            stamp=stamp,
            team=team_for(site.store, each),
        ).id
        for each in (mine, theirs)
    ]

    page = anna.get("/compare?" + "&".join(f"id={id_}" for id_ in ids)).text

    rows = re.findall(
        r'<td class="n">(\d+)</td>\s*<td class="n">(\d+)</td>\s*'
        r'<td class="n"><bdi dir="ltr">([+−]?\d+)</bdi>',
        page.split("Two views of one country")[1],
    )
    assert rows
    for first_, second, shown in rows:
        assert int(second) - int(first_) == int(shown.replace("−", "-"))
    assert "1 indicator on which they differ" in page
    assert "1.1 Title of law" in page.split("Levels on which they differ")[1]
    assert rows[-1] == ("2", "1", "−1")
