"""Invented countries for workshops: drawn, put into words, and printed."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from queue import SimpleQueue

from assessment.domain.answers import INVENTED_CODES, Assessment
from assessment.domain.framework import Archetype, Framework
from assessment.domain.samples import (
    SampleDraw,
    SampleWords,
    alternative_of,
    draw_sample,
    invented_code,
)
from assessment.services.machine.warm import WarmChild
from assessment.services.reports.kept import CHILD, TIME_LIMIT_S
from assessment.services.reports.kinds import ReportOrder
from assessment.texts import Texts, texts_in

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

    One ready child per processor forks for each report, so that memory stays flat. At most
    a few finished PDFs wait in memory, however many were ordered.
    """
    waiting = iter(orders)
    workers = _processors()
    children = [WarmChild(CHILD, TIME_LIMIT_S) for _ in range(workers)]
    free: SimpleQueue[WarmChild] = SimpleQueue()
    for child in children:
        free.put(child)
    with ThreadPoolExecutor(workers) as pool:
        running: dict[Future[bytes], str] = {}
        try:
            while True:
                while len(running) < 2 * workers and (order := next(waiting, None)):
                    running[pool.submit(_render, order[1], free)] = order[0]
                if not running:
                    return
                done = next(as_completed(running))
                yield running.pop(done), done.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            for child in children:
                child.close()


def _render(order: ReportOrder, free: SimpleQueue[WarmChild]) -> bytes:
    child = free.get()
    try:
        return child.make(order)
    finally:
        free.put(child)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1
