"""How often does each contradiction of the framework fire in invented countries?

    python tools/contradictions.py [FRAMEWORK] [--seeds 30] [--all]

FRAMEWORK is a file or the name of a kept edition; the shipped one unless given. Draws
every archetype with seeds 1 to N and prints, for each contradiction, in how many countries
it holds, and for each archetype how many of them a country has on average. One that fires
in a large share of plausible countries accuses people of what is probably possible. Only
contradictions that fire are listed, unless --all is given.
"""

import argparse
from collections import Counter

from assessment.cli.inputs import framework_file
from assessment.domain.framework import Framework
from assessment.domain.review import review
from assessment.domain.samples import SampleDraw, draw_sample
from assessment.framework_file import load_framework


def counted(framework: Framework, seeds: int) -> Counter[tuple[str, str]]:
    """Return in how many countries of an archetype a contradiction holds."""
    found: Counter[tuple[str, str]] = Counter()
    for archetype in framework.archetypes:
        for seed in range(1, seeds + 1):
            sample = draw_sample(framework, archetype, SampleDraw(seed, 1, "XA"))
            for finding in review(framework, sample):
                if finding.contradiction:
                    found[archetype.key, finding.contradiction] += 1
    return found


def main() -> None:
    """Print the two lists."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("framework", nargs="?")
    parser.add_argument("--seeds", type=int, default=30)
    parser.add_argument("--all", action="store_true")
    given = parser.parse_args()
    framework = load_framework(framework_file(given.framework))
    found = counted(framework, given.seeds)
    countries = given.seeds * len(framework.archetypes)
    held: Counter[str] = Counter()
    for (_, key), times in found.items():
        held[key] += times
    print(f"{countries} countries: {given.seeds} of each archetype")
    for key, times in held.most_common():
        print(f"{times / countries:6.1%} {key}")
    quiet = [c.key for c in framework.contradictions if not held[c.key]]
    print(
        f"  0.0% {len(quiet)} others" + (f": {', '.join(quiet)}" if given.all else "")
    )
    print("contradictions in a country, on average")
    for archetype in framework.archetypes:
        times = sum(n for (kind, _), n in found.items() if kind == archetype.key)
        print(f"{times / given.seeds:6.2f} {archetype.key}")


if __name__ == "__main__":
    main()
