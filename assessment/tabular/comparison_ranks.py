"""The sheet of ranks: places, how far they hold, and who stands above whom how often."""

from assessment.domain.robustness import SPREAD_PERCENT, Ranking
from assessment.tabular.comparison_book import Book, write_banner
from assessment.tabular.safe_cells import safe_text

_MOST_IN_SQUARE = 60


def write_ranks(book: Book, ranking: Ranking) -> None:
    """Write a line per assessment; and a square of shares where every pair is known."""
    sheet = book.sheet(book.gettext("Ranks"))
    top = write_banner(book, sheet)
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, 3, 14)
    head = book.format("head", bold=True, text_wrap=True, align="center")
    heads = (
        book.gettext("Rank"),
        book.gettext("Assessment"),
        book.gettext("Best place"),
        book.gettext("Worst place"),
    )
    for place, word in enumerate(heads):
        sheet.write_string(top, place, word, head)
    for line, each in enumerate(ranking.lines, start=top + 1):
        sheet.write_number(line, 0, each.rank)
        sheet.write_string(line, 1, safe_text(book.words.labels[each.key]))
        sheet.write_number(line, 2, each.low)
        sheet.write_number(line, 3, each.high)
    below = top + len(ranking.lines) + 2
    told = book.gettext(
        "Places from the 5th to the 95th percentile of %(draws)s draws with every weight "
        "of a point up to %(spread)s %% higher or lower; seed %(seed)s.",
        draws=book.words.texts.number(ranking.draws),
        spread=book.words.texts.number(SPREAD_PERCENT),
        seed=str(ranking.seed),
    )
    sheet.write_string(below, 1, told)
    count = len(ranking.lines)
    if count <= _MOST_IN_SQUARE and len(ranking.shares) == count * (count - 1):
        _write_square(book, ranking)


def _write_square(book: Book, ranking: Ranking) -> None:
    """Write in what share of the draws the row stands above the column."""
    sheet = book.sheet(book.gettext("Above whom"))
    top = write_banner(book, sheet)
    head = book.format("head", bold=True, text_wrap=True, align="center")
    percent = book.format("percent", num_format="0 %", align="center")
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(ranking.lines), 14)
    sheet.freeze_panes(top + 1, 1)
    corner = book.gettext("Share of draws in which the row stands above the column")
    sheet.write_string(top, 0, corner, head)
    keys = [line.key for line in ranking.lines]
    for place, key in enumerate(keys, start=1):
        label = safe_text(book.words.labels[key])
        sheet.write_string(top, place, label, head)
        sheet.write_string(top + place, 0, label)
    for row, first in enumerate(keys, start=1):
        for column, second in enumerate(keys, start=1):
            if first != second:
                share = ranking.shares[first, second].above
                sheet.write_number(top + row, column, float(share), percent)
