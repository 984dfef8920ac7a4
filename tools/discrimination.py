"""Does the framework tell countries apart? Answers it with simulated ones.

    python tools/discrimination.py [FRAMEWORK] [-o PAGE.md] [--countries 2000] [--brief]

FRAMEWORK is a file or the name of a kept edition (2026.1); the shipped one unless given.
Prints a page of Markdown whose first section says what was done. The numbers are drawn
from a fixed seed: the same framework gives the same page.

Nothing here says how real countries would score. It says what the ladders do with
answers of a known kind: where levels pile up, whether a middling State and a strong one
come out apart, and which critical indicators decide the band.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assessment.cli.inputs import framework_file
from assessment.domain.framework import Framework, Indicator
from assessment.framework_file import load_framework

SEED = 20261125
SHARES = (0.20, 0.35, 0.50, 0.65, 0.80, 0.95)
CROWDED = 0.60

COUNTRY, TOPIC = 0.15, 0.35
"""How much of what decides a criterion is shared by all of a country, and by all of one
indicator in it; the rest is the criterion's own."""

Shape = Mapping[str, Sequence[float]]
SHAPES: Mapping[str, Shape] = {
    "weak": {
        "structure": (0.70, 0.45, 0.25, 0.10),
        "process": (0.50, 0.25, 0.12, 0.05),
        "outcome": (0.35, 0.18, 0.08, 0.04),
    },
    "middle-income": {
        "structure": (0.92, 0.80, 0.65, 0.45),
        "process": (0.82, 0.65, 0.45, 0.25),
        "outcome": (0.72, 0.52, 0.35, 0.18),
    },
    "strong": {
        "structure": (0.98, 0.95, 0.90, 0.78),
        "process": (0.96, 0.90, 0.80, 0.62),
        "outcome": (0.92, 0.84, 0.72, 0.52),
    },
}
"""How often a criterion is met, by type of indicator, from the lowest rung to the top."""

FLAT: Mapping[str, Mapping[str, float]] = {
    "middle-income": {"structure": 0.80, "process": 0.70, "outcome": 0.60},
    "strong": {"structure": 0.90, "process": 0.82, "outcome": 0.75},
}
"""The same two, read severely: no rung is easier than another. With independent criteria
this is how the critical reading of edition 2026.1 simulated them (about 30, and 45 to 50).
"""


@dataclass(frozen=True)
class World:
    """Simulated countries: the level of each on each indicator, and what follows."""

    framework: Framework
    levels: Mapping[str, np.ndarray]

    def scores(self, keys: Sequence[str] | None = None) -> np.ndarray:
        """Return the overall score of each country (rules 3 and 4), or that of *keys*."""
        values = np.array([float(level.score) for level in self.framework.levels])
        total, weights = 0.0, 0.0
        for point in self.framework.points:
            inner, inner_weights = 0.0, 0.0
            for indicator in self.framework.indicators_of[point.key]:
                if keys is None or indicator.key in keys:
                    weight = float(indicator.weight)
                    inner = inner + weight * values[self.levels[indicator.key]]
                    inner_weights += weight
            if inner_weights:
                total = total + float(point.weight) * inner / inner_weights
                weights += float(point.weight)
        return np.asarray(total / weights)

    def capped(self, indicator: Indicator) -> np.ndarray:
        """Return in which countries *indicator* caps the band (rule 8)."""
        return self.levels[indicator.key] < indicator.caps_below

    def flagged(self, indicator: Indicator) -> np.ndarray:
        """Return in which countries it raises a flag without capping."""
        below = self.levels[indicator.key] < indicator.flags_below
        return below & ~self.capped(indicator)


def simulate(
    framework: Framework, chances: np.ndarray, countries: int, *, correlated: bool
) -> World:
    """Answer *framework* with *countries* simulated ones.

    Args:
        framework: All of whose criteria are asked.
        chances: Share met, by indicator and rung.
        countries: How many.
        correlated: Whether criteria of a country, and of an indicator, hang together.
    """
    random = np.random.default_rng(SEED)
    country = random.standard_normal(countries)
    levels = {}
    for place, indicator in enumerate(framework.indicators):
        topic = random.standard_normal(countries)
        whole = np.ones(countries, dtype=bool)
        level = np.zeros(countries, dtype=int)
        for rung in indicator.ladder:
            chance = chances[place, rung.level - 1]
            for _ in rung.criteria:
                own = random.standard_normal(countries)
                if correlated:
                    rest = 1 - COUNTRY - TOPIC
                    own = own * rest**0.5 + topic * TOPIC**0.5 + country * COUNTRY**0.5
                whole &= own < _quantile(chance)
            level[whole] = rung.level
        levels[indicator.key] = level
    return World(framework, levels)


def _quantile(chance: float) -> float:
    """Return the point of the standard normal below which *chance* of it lies."""
    from statistics import NormalDist

    return NormalDist().inv_cdf(chance)


def even(framework: Framework, share: float) -> np.ndarray:
    """Return the same chance for every criterion."""
    return np.full((len(framework.indicators), framework.top_level), share)


def shaped(framework: Framework, shape: Shape) -> np.ndarray:
    """Return the chances of *shape*; other numbers of rungs are read off its line."""
    top = framework.top_level
    places = np.linspace(0, 3, top) if top > 1 else np.array([1.5])
    return np.array(
        [np.interp(places, range(4), shape[i.type.value]) for i in framework.indicators]
    )


def flat(framework: Framework, shares: Mapping[str, float]) -> np.ndarray:
    """Return the chances of a shape in which no rung is harder than another."""
    return np.array(
        [[shares[i.type.value]] * framework.top_level for i in framework.indicators]
    )


def page(framework: Framework, countries: int, *, brief: bool) -> Iterator[str]:
    """Yield the lines of the page."""
    worlds = {
        name: simulate(framework, shaped(framework, shape), countries, correlated=True)
        for name, shape in SHAPES.items()
    }
    yield from _method(framework, countries)
    yield from _shares(framework, countries)
    yield from _shapes(framework, worlds, countries)
    yield from _walls(framework, worlds)
    yield from _crowds(framework, worlds, brief=brief)
    yield from _critical(framework, worlds)


def _method(framework: Framework, countries: int) -> Iterator[str]:
    yield f"# How edition {framework.edition} tells countries apart"
    yield ""
    yield (
        f"Made by `python tools/discrimination.py {framework.edition}` or, for the current "
        "edition, without a name. It is a simulation: it says what the ladders do with "
        "answers of a known kind, and nothing about real countries."
    )
    yield ""
    yield (
        f"{countries} countries are simulated for each line. Every criterion is asked. In "
        "*independent* countries each criterion is met by chance alone; in *correlated* "
        f"ones {COUNTRY:.0%} of what decides it is shared by the whole country and "
        f"{TOPIC:.0%} by all criteria of an indicator. The three shapes are correlated "
        "and meet criteria with these chances, from the lowest rung to the top:"
    )
    yield ""
    yield "| Shape | Law and structure | Practice | Results |"
    yield "|---|---|---|---|"
    for name, shape in SHAPES.items():
        cells = (" / ".join(f"{c:.0%}" for c in shape[kind]) for kind in shape)
        yield f"| {name} | {' | '.join(cells)} |"
    yield ""
    yield (
        "In the *flat* shapes no rung is harder than another: "
        + "; ".join(
            f"{name} meets {shares['structure']:.0%} of the criteria on law, "
            f"{shares['process']:.0%} on practice and {shares['outcome']:.0%} on results"
            for name, shares in FLAT.items()
        )
        + "."
    )
    yield ""


def _shares(framework: Framework, countries: int) -> Iterator[str]:
    yield "## The score when every criterion is met equally often"
    yield ""
    yield "| Criteria met | independent | correlated | range of nine in ten, correlated |"
    yield "|---|---|---|---|"
    for share in SHARES:
        one, two = (
            simulate(
                framework, even(framework, share), countries, correlated=c
            ).scores()
            for c in (False, True)
        )
        low, high = np.quantile(two, (0.05, 0.95))
        yield (
            f"| {share:.0%} | {one.mean():.1f} | {two.mean():.1f} | {low:.0f}–{high:.0f} |"
        )
    yield ""


def _shapes(
    framework: Framework, worlds: Mapping[str, World], countries: int
) -> Iterator[str]:
    severe = {
        f"{name}, flat and {'correlated' if correlated else 'independent'}": simulate(
            framework, flat(framework, shares), countries, correlated=correlated
        )
        for correlated in (False, True)
        for name, shares in FLAT.items()
    }
    yield "## The shapes"
    yield ""
    yield (
        "Wanted: middle-income between 35 and 50, strong between 65 and 80. The flat "
        "readings are the severe ones: they ask the top rung as often as the lowest."
    )
    yield ""
    yield "| Shape | Overall | nine in ten | Law | Practice | Law − practice |"
    yield "|---|---|---|---|---|---|"
    for name, world in {**worlds, **severe}.items():
        overall = world.scores()
        low, high = np.quantile(overall, (0.05, 0.95))
        law = _plain_mean(world, {"structure"})
        practice = _plain_mean(world, {"process", "outcome"})
        yield (
            f"| {name} | {overall.mean():.1f} | {low:.0f}–{high:.0f} | {law:.1f} | "
            f"{practice:.1f} | {law - practice:+.1f} |"
        )
    yield ""


def _plain_mean(world: World, kinds: set[str]) -> float:
    """Return the weighted mean over indicators of *kinds* (rule 9)."""
    values = np.array([float(level.score) for level in world.framework.levels])
    chosen = [i for i in world.framework.indicators if i.type.value in kinds]
    weights = [float(i.weight) for i in chosen]
    if not chosen:
        return float("nan")
    means = [values[world.levels[i.key]].mean() for i in chosen]
    return float(np.average(means, weights=weights))


def _walls(framework: Framework, worlds: Mapping[str, World]) -> Iterator[str]:
    """Rung by rung: of those who stand below it, how many get over it."""
    yield "## Walls"
    yield ""
    yield (
        "Of the countries that stand on the rung below, how many are over the next one "
        "as well; the mean over all indicators."
    )
    yield ""
    rungs = range(1, framework.top_level + 1)
    yield f"| | {' | '.join(f'rung {n}' for n in rungs)} |"
    yield f"|---|{'---|' * framework.top_level}"
    criteria = [
        [
            len(rung.criteria)
            for i in framework.indicators
            for rung in i.ladder[n - 1 : n]
        ]
        for n in rungs
    ]
    means = (f"{np.mean(counts):.2f}" for counts in criteria)
    yield f"| criteria on it, mean | {' | '.join(means)} |"
    for name, world in worlds.items():
        cells = []
        for rung in rungs:
            passed = [
                (levels >= rung).sum() / max((levels >= rung - 1).sum(), 1)
                for levels in world.levels.values()
            ]
            cells.append(f"{np.mean(passed):.0%}")
        yield f"| {name} | {' | '.join(cells)} |"
    yield ""


def _crowds(
    framework: Framework, worlds: Mapping[str, World], *, brief: bool
) -> Iterator[str]:
    """Where levels pile up: per indicator the share of countries on each level."""
    together = {
        i.key: np.concatenate([world.levels[i.key] for world in worlds.values()])
        for i in framework.indicators
    }
    levels = range(framework.top_level + 1)
    shares = {
        key: [float((found == level).mean()) for level in levels]
        for key, found in together.items()
    }
    crowded = {k: s for k, s in shares.items() if max(s) > CROWDED}
    alike = [
        i.key
        for i in framework.indicators
        if any(
            (world.levels[i.key] == level).mean() > CROWDED
            for world in worlds.values()
            for level in levels
        )
    ]
    yield "## Where levels pile up"
    yield ""
    yield (
        "Share of all countries, the three shapes taken together, on each level. "
        f"{len(crowded)} of {len(shares)} indicators have more than {CROWDED:.0%} of them "
        "on one level"
        + (": " + ", ".join(framework.numbers[k] for k in crowded) if crowded else "")
        + f". Within one shape that is so for {len(alike)}"
        + (": " + ", ".join(framework.numbers[k] for k in alike) if alike else "")
        + "."
    )
    yield ""
    yield f"| Indicator | {' | '.join(map(str, levels))} | most in one shape |"
    yield f"|---|{'---|' * (framework.top_level + 2)}"
    everybody = [
        float(np.mean([s[level] for s in shares.values()])) for level in levels
    ]
    yield f"| *mean of all* | {' | '.join(f'{s:.0%}' for s in everybody)} | |"
    for key, found in shares.items():
        if brief and key not in crowded:
            continue
        most = max(
            ((world.levels[key] == level).mean(), name, level)
            for name, world in worlds.items()
            for level in levels
        )
        mark = " ⚠" if key in crowded else ""
        cells = " | ".join(f"{share:.0%}" for share in found)
        yield (
            f"| {framework.numbers[key]} {key}{mark} | {cells} | "
            f"{most[0]:.0%} of {most[1]} on {most[2]} |"
        )
    yield ""


def _critical(framework: Framework, worlds: Mapping[str, World]) -> Iterator[str]:
    critical = [i for i in framework.indicators if i.critical]
    yield "## What each critical indicator does to the band"
    yield ""
    yield (
        "*Caps*: share of the countries in which it stands below its `caps_below`. "
        "*Alone*: in which it is the only one. *Flags*: in which it raises a flag. "
        "*Lowers*: share of the countries whose band would be better without any cap."
    )
    yield ""
    yield f"| Critical indicator | caps below | {' | '.join(worlds)} |"
    yield f"|---|---|{'---|' * len(worlds)}"
    caps = {name: {i.key: w.capped(i) for i in critical} for name, w in worlds.items()}
    for indicator in critical:
        cells = []
        for name, world in worlds.items():
            own = caps[name][indicator.key]
            number = sum(found.astype(int) for found in caps[name].values())
            cells.append(
                f"caps {own.mean():.0%}, alone {(own & (number == 1)).mean():.0%}, "
                f"flags {world.flagged(indicator).mean():.0%}"
            )
        key = indicator.key
        yield (
            f"| {framework.numbers[key]} {key} | {indicator.caps_below} | "
            f"{' | '.join(cells)} |"
        )
    cells = []
    cap = float(framework.bands_by_key[framework.scoring.cap_band].lower)
    better = [float(b.lower) for b in framework.bands if float(b.lower) > cap]
    for name, world in worlds.items():
        held = (
            np.any(list(caps[name].values()), axis=0) if critical else np.array([False])
        )
        above = world.scores() >= min(better, default=float("inf"))
        cells.append(f"any caps {held.mean():.0%}, lowers {(held & above).mean():.0%}")
    yield f"| **all {len(critical)}** | | {' | '.join(cells)} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("framework", nargs="?", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--countries", type=int, default=2000)
    parser.add_argument("--brief", action="store_true", help="crowded indicators only")
    given = parser.parse_args(arguments)
    framework = load_framework(framework_file(given.framework))
    text = "\n".join(page(framework, given.countries, brief=given.brief)) + "\n"
    if given.output is None:
        sys.stdout.write(text)
    else:
        given.output.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
