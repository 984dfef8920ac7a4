"""Invented countries for workshops: drawn, put into words, and printed."""

import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace

from assessment.domain.answers import INVENTED_CODES, Assessment
from assessment.domain.framework import Archetype, Framework
from assessment.domain.samples import (
    SampleDraw,
    SampleWords,
    alternative_of,
    draw_sample,
    invented_code,
)
from assessment.services.reports.kinds import ReportOrder
from assessment.texts import Texts, texts_in

TASKS_PER_CHILD = 8
"""After so many reports a child makes room for a fresh one, so that memory stays flat."""

ROUND = len(INVENTED_CODES)
"""There are only so many codes; from then on the names get a number."""


@dataclass(frozen=True, slots=True)
class SampleOrder:
    """A batch of invented countries.

    Attributes:
        seed: The same seed gives the same countries, byte for byte.
        count: How many.
        language: Language of names, notes and documents.
        period: Year they assess.
        cleared: Whether they are handed on already; not while that year still runs.
    """

    archetype: Archetype
    seed: int
    count: int
    language: str
    period: str
    cleared: bool = True


def make_sample(framework: Framework, order: SampleOrder, number: int) -> Assessment:
    """Return country *number* (from 1) of the batch in *order*."""
    texts = texts_in(order.language)
    draw = SampleDraw(
        seed=order.seed,
        number=number,
        code=invented_code(number),
        period=order.period,
        language=order.language,
        cleared=order.cleared,
    )
    if number > ROUND:
        again = (number - 1) // ROUND + 1
        draw = replace(draw, name=f"{texts.country(draw.code)} {again}")
    return draw_sample(framework, order.archetype, draw, sample_words(texts))


def make_alternative(
    framework: Framework, archetype: Archetype, assessment: Assessment, seed: int
) -> Assessment:
    """Return how a network of NGOs sees the invented country in *assessment*."""
    words = sample_words(texts_in(assessment.language))
    return alternative_of(
        framework, assessment, seed=seed, words=words, dissent=archetype.dissent
    )


def sample_words(texts: Texts) -> SampleWords:
    """Return the words of samples in the language of *texts*."""
    return SampleWords(message=texts.gettext, framework=texts.framework)


def render_all(
    orders: Iterable[tuple[str, ReportOrder]],
) -> Iterator[tuple[str, bytes]]:
    """Yield name and PDF of every report ordered, as they get ready.

    One child process per processor, each replaced after some reports. At most a few
    finished PDFs wait in memory, however many were ordered.
    """
    waiting = iter(orders)
    workers = _processors()
    with ProcessPoolExecutor(
        workers, mp_context=_context(), max_tasks_per_child=TASKS_PER_CHILD
    ) as pool:
        running: dict[Future[bytes], str] = {}
        try:
            while True:
                while len(running) < 2 * workers and (order := next(waiting, None)):
                    running[pool.submit(_render, order[1])] = order[0]
                if not running:
                    return
                done = next(as_completed(running))
                yield running.pop(done), done.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _render(order: ReportOrder) -> bytes:
    # WeasyPrint belongs to the children: the parent would only carry its weight.
    from assessment.services.reports.making import report_pdf  # noqa: PLC0415

    return report_pdf(order)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def _context() -> multiprocessing.context.BaseContext:
    """Return how children start: from a server that has loaded WeasyPrint once."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["assessment.services.reports.making"])
    return context
