"""Page objects of the wizard: what the templates show, worked out beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from markupsafe import Markup

from assessment.domain.answers import Answer, EvidenceItem, Profile
from assessment.domain.evidence import FILE_KINDS
from assessment.domain.framework import (
    EvidenceGrade,
    Indicator,
    Point,
)
from assessment.domain.profile import (
    failed_conditions,
    failing,
    reason,
)
from assessment.domain.records import PageState
from assessment.domain.scoring import (
    ScoreStatus,
    score_indicator,
)
from assessment.domain.wizard import (
    status_of,
)
from assessment.evidence_settings import MB
from assessment.web.frame import Opened, indicator_url
from assessment.web.guarding import GuardWarning
from assessment.web.review.findings import FindingLine
from assessment.web.wizard.documents import file_views, used_again
from assessment.web.wizard.drafts import Draft
from assessment.web.wizard.files import FileView
from assessment.web.wizard.folded import MarkedTexts, folded_help, marked_texts
from assessment.web.wizard.former import FormerView, former_view
from assessment.web.wizard.ladder import (
    LevelView,
    RungView,
    asked,
    level_view,
    rungs_shown,
)
from assessment.web.wizard.notices import SavedNotice

SPARE_ROWS = 1


@dataclass(frozen=True, slots=True)
class NotAsked:
    """Something the profile switched off, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sibling:
    """A line in the list of the indicators of a point."""

    number: str
    title: str
    url: str
    status: ScoreStatus
    is_here: bool
    critical: bool
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with a field; *target* is the id of its element."""

    target: str
    message: str

    @property
    def is_choice(self) -> bool:
        """Whether it is about the ticks of the ladder."""
        return self.target == "none" or self.target.startswith("met-")


@dataclass(frozen=True, slots=True)
class PageUrls:
    """The addresses that the page of an indicator leads to."""

    here: str
    clear: str
    explain: str
    register: str


@dataclass(frozen=True, slots=True)
class UploadView:
    """What the page says of files that it takes.

    Attributes:
        accept: Endings of their names, for the dialogue of the browser.
        url: Where a script sends one.
    """

    url: str
    accept: str
    most_bytes: int

    @property
    def most_mb(self) -> int:
        """How large one may be, in megabytes."""
        return self.most_bytes // MB


@dataclass(frozen=True, slots=True)
class CarriedView:
    """That the answer was carried over from the last round.

    Attributes:
        rounds: For how many rounds it has stood; 0: a new edition asks part of it anew.
        is_long: Whether that is flagged.
        waits: Whether nobody has said yet that it is still true.
        saved_by: Who gave it; empty once the name was erased.
    """

    rounds: int
    is_long: bool
    waits: bool
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """Everything the page of an indicator shows, whoever draws it.

    Attributes:
        draft: What stands in the fields.
        evidence: The rows of documents, empty ones to fill in at the end.
        files: The files that they name.
        again: The list of documents to use again, with their titles to be offered while
            typing; empty while there is none.
        errors: What is wrong with the fields, in the order of the page.
        notice: What was saved just before, to be said at the top.
        is_cleared: Whether the answer was emptied just before.
        is_saved: Whether all but what is wrong was saved just now.
        warning: What may be about a single child, so that nothing was saved.
        wants_rows: Whether somebody asked for more rows of documents.
        cap_band: The best band while this critical indicator caps it.
        carried: That it comes from the last round; None: it was answered in this one.
        still_waits: What was saved just before unchanged, and waits to be confirmed.
        former: What was answered to an older edition, and has to be answered anew.
    """

    indicator: Indicator
    draft: Draft
    urls: PageUrls
    point: Point
    number: str
    point_number: str
    place: int
    places: int
    texts: MarkedTexts
    rungs: tuple[RungView, ...]
    not_asked: tuple[NotAsked, ...]
    level: LevelView
    levels: tuple[str, ...]
    scores: tuple[str, ...]
    grades: tuple[EvidenceGrade, ...]
    folded: Markup
    siblings: tuple[Sibling, ...]
    evidence: tuple[EvidenceItem, ...]
    files: tuple[FileView, ...]
    again: Markup
    upload: UploadView
    saved: PageState | None
    has_answer: bool
    cap_band: str
    errors: tuple[FieldError, ...] = ()
    notice: SavedNotice | None = None
    is_cleared: bool = False
    wants_rows: bool = False
    is_saved: bool = False
    warning: GuardWarning | None = None
    findings: tuple[FindingLine, ...] = ()
    carried: CarriedView | None = None
    still_waits: SavedNotice | None = None
    former: FormerView | None = None

    def wrong(self, target: str) -> str:
        """Return what is wrong with the field of that id; empty when nothing is."""
        return next((e.message for e in self.errors if e.target == target), "")

    def file_of(self, item: EvidenceItem) -> FileView | None:
        """Return the file that *item* names; None when it names none."""
        return next((f for f in self.files if f.digest == item.file), None)

    @property
    def has_figures(self) -> bool:
        """Whether a figure was entered or is wrong, so that they are not folded away."""
        typed = any(f.value or f.year for f in self.draft.figures.values())
        return typed or any(e.target.startswith("figure-") for e in self.errors)

    @property
    def has_documents(self) -> bool:
        """Whether a document was entered or is wrong, so that its fields are shown."""
        wrong = any(e.target.startswith("evidence") for e in self.errors)
        return wrong or bool(self.draft.evidence) or self.wants_rows

    @property
    def wrong_choice(self) -> str:
        """What is wrong with the ticks of the ladder."""
        return next((e.message for e in self.errors if e.is_choice), "")


@dataclass(frozen=True, slots=True)
class NotApplicablePage:
    """That an indicator is not asked of this country, and why."""

    number: str
    title: str
    reasons: tuple[str, ...]
    has_answer: bool


def indicator_page(
    opened: Opened,
    indicator: Indicator,
    draft: Draft,
    *,
    problems: Mapping[str, str] | None = None,
    rows: int = SPARE_ROWS,
) -> IndicatorPage:
    """Work out the page of *indicator* with *draft* on it.

    Args:
        opened: The assessment.
        indicator: What is asked; it applies to this country.
        draft: What stands in the fields.
        problems: What is wrong with them: field name -> sentence.
        rows: Empty rows offered for evidence.
    """
    framework, profile = opened.framework, opened.stored.assessment.profile
    criteria = asked(indicator, profile)
    kept = draft.met - {criterion.key for criterion in criteria}
    marked = marked_texts(framework, indicator, criteria, opened.texts)
    answer = draft.answer_so_far()
    score = score_indicator(framework, indicator, answer, profile)
    level = level_view(opened, indicator, answer, score)
    siblings, urls = _siblings(opened, indicator), _page_urls(opened, indicator)
    page = opened.stored.pages.get(indicator.key)
    return IndicatorPage(
        indicator=indicator,
        draft=draft,
        urls=urls,
        point=framework.points_by_key[indicator.point],
        number=framework.numbers[indicator.key],
        point_number=framework.numbers[indicator.point],
        place=next(i for i, s in enumerate(siblings, start=1) if s.is_here),
        places=len(siblings),
        texts=marked,
        rungs=rungs_shown(opened, indicator, draft.met - kept, score, level, marked),
        not_asked=_not_asked(opened, indicator),
        level=level,
        levels=tuple(level.label for level in framework.levels),
        scores=tuple(str(level.score) for level in framework.levels),
        grades=framework.grades,
        folded=folded_help(opened, indicator),
        siblings=siblings,
        evidence=draft.evidence + (EvidenceItem(""),) * rows,
        files=file_views(opened, draft.evidence),
        again=used_again(opened),
        upload=_upload(opened, indicator),
        saved=page,
        has_answer=indicator.key in opened.stored.assessment.answers,
        cap_band=framework.bands_by_key[framework.scoring.cap_band].label,
        errors=_field_errors(problems or {}, indicator, profile),
        carried=_carried_view(page, framework.review.unchanged_rounds),
        former=former_view(opened, indicator, page.former if page else None, urls.here),
    )


def _carried_view(page: PageState | None, rounds: int | None) -> CarriedView | None:
    if page is None or not (page.carried or page.to_confirm):
        return None
    return CarriedView(
        page.carried,
        page.is_long_unchanged(rounds),
        page.to_confirm,
        page.saved_at,
        page.saved_by,
    )


def _page_urls(opened: Opened, indicator: Indicator) -> PageUrls:
    here = indicator_url(opened.stored.id, indicator.key)
    explain = url_for(
        "results.explain_indicator",
        assessment_id=opened.stored.id,
        indicator_key=indicator.key,
    )
    register = url_for("evidence.register", assessment_id=opened.stored.id)
    return PageUrls(here, f"{here}/clear", explain, register)


def _upload(opened: Opened, indicator: Indicator) -> UploadView:
    endings = (f".{ending}" for kind in FILE_KINDS for ending in kind.endings)
    url = f"{indicator_url(opened.stored.id, indicator.key)}/files"
    most = opened.state.settings.evidence.file_bytes
    return UploadView(url, ",".join(endings), most)


def kept_criteria(
    indicator: Indicator, profile: Profile, answer: Answer | None
) -> frozenset[str]:
    """Return what is stored as met although it is not asked now: it must survive a save."""
    if answer is None:
        return frozenset()
    return answer.met - {criterion.key for criterion in asked(indicator, profile)}


def why_not_asked(opened: Opened, indicator: Indicator) -> tuple[str, ...]:
    """Return the sentences that say why *indicator* does not apply."""
    profile = opened.stored.assessment.profile
    return tuple(
        dict.fromkeys(
            reason(opened.framework, condition, profile)
            for condition in failed_conditions(indicator, profile)
        )
    )


def _field_errors(
    problems: Mapping[str, str], indicator: Indicator, profile: Profile
) -> tuple[FieldError, ...]:
    """Return *problems* in the order of the page, each with the field it is about."""
    first = next(iter(asked(indicator, profile)), None)
    targets = {
        "met": f"met-{first.key}" if first else "none",
        "grade": "grade-none",
        "version": "form",
    }
    order = ("version", "met", "grade", "evidence", "figure", "note")

    def place(name: str) -> int:
        return next(i for i, part in enumerate(order) if name.startswith(part))

    return tuple(
        FieldError(targets.get(name, name), message)
        for name, message in sorted(problems.items(), key=lambda item: place(item[0]))
    )


def _not_asked(opened: Opened, indicator: Indicator) -> tuple[NotAsked, ...]:
    profile = opened.stored.assessment.profile
    return tuple(
        NotAsked(criterion.text, reason(opened.framework, failed[0], profile))
        for criterion in indicator.criteria()
        if (failed := failing(criterion.when, profile))
    )


def _siblings(opened: Opened, here: Indicator) -> tuple[Sibling, ...]:
    assessment, framework = opened.stored.assessment, opened.framework
    waiting = opened.unconfirmed
    return tuple(
        Sibling(
            framework.numbers[indicator.key],
            indicator.title,
            indicator_url(opened.stored.id, indicator.key),
            status,
            is_here=indicator.key == here.key,
            critical=indicator.critical,
            to_confirm=indicator.key in waiting,
        )
        for indicator in framework.indicators_of[here.point]
        if (status := status_of(indicator, assessment)) is not ScoreStatus.INAPPLICABLE
        or indicator.key == here.key
    )
