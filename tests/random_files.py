"""Framework files and answers drawn at random: sound ones, of every shape there is."""

import json
from random import Random

EFFORTS = ("quick", "budget", "law")
TYPES = ("structure", "process", "outcome")


def a_random_framework(random: Random) -> str:
    """Return the text of a sound framework file."""
    top = random.randint(1, 5)
    scores = sorted(random.sample(range(-40, 400), top + 1))
    grades = "ABCDEF"[: random.randint(1, 5)]
    recommendations = [f"R{n}" for n in range(random.randint(0, 4))]
    targets = [f"{n}.1" for n in range(random.randint(0, 2))]
    points = [f"p{n}" for n in range(random.randint(1, 4))]
    bands = sorted({scores[0], *random.sample(range(scores[0], scores[-1] + 1), 1)})
    cited = [{"source": "OWN"}]
    indicators = [
        _indicator(random, f"i{n}", top, recommendations, targets)
        | {"point": points[n] if n < len(points) else random.choice(points)}
        for n in range(len(points) + random.randint(0, 6))
    ]
    for key in recommendations:  # each is served by somebody
        random.choice(indicators)["recommendations"].append(key)
    for indicator in indicators:
        chosen = indicator["recommendations"]
        indicator["recommendations"] = list(dict.fromkeys(chosen))
    return json.dumps(
        {
            "format": "framework/1",
            "framework": _header(random),
            "scale": [
                {"level": n, "label": f"Level {n}", "score": score / 4}
                for n, score in enumerate(scores)
            ],
            "evidence": _grades(random, grades, top),
            "bands": [
                {"key": f"b{n}", "label": f"Band {n}", "from": lower / 4}
                for n, lower in enumerate(bands)
            ],
            "scoring": {
                "minimum_coverage": random.choice([0.5, 0.8, 1]),
                "default_target": random.randint(1, top),
                "cap_band": f"b{random.randrange(len(bands))}",
            },
            "sectors": [{"key": f"s{n}", "label": f"Sector {n}"} for n in range(3)],
            "sdg_targets": [{"key": key, "title": key} for key in targets],
            "sources": [{"code": "OWN", "title": "Our own addition"}],
            "points": [
                {
                    "key": key,
                    "title": key,
                    "summary": key,
                    "provenance": "inferred",
                    "sources": cited,
                    "weight": random.choice([1, 1, 0.5, 2.25]),
                }
                for key in points
            ],
            "recommendations": [
                {"key": key, "body": "Us", "text": key, "sources": cited}
                for key in recommendations
            ],
            "profile": _facts(),
            "indicators": indicators,
        }
    )


def random_answers(random: Random, framework: dict) -> dict:
    """Return answers, profile, targets and scope for *framework*, read by golden.py."""
    answers: dict[str, object] = {}
    for indicator in framework["indicators"]:
        kind = random.choice(["answered"] * 5 + ["unknown", "nothing"])
        if kind == "unknown":
            answers[indicator["key"]] = {"status": "unknown"}
        elif kind == "answered":
            likely = random.random()
            grades = [g["grade"] for g in framework["evidence"]]
            answers[indicator["key"]] = {
                "status": "answered",
                "met": [
                    criterion["key"]
                    for rung in indicator["ladder"]
                    for criterion in rung["criteria"]
                    if random.random() < likely
                ],
            } | random.choice([{}, *({"grade": grade} for grade in grades)])
    top = len(framework["scale"]) - 1
    return {
        "answers": answers,
        "profile": _random_profile(random, framework),
        "targets": {
            indicator["key"]: random.randint(1, top)
            for indicator in framework["indicators"]
            if random.random() < 0.1
        },
        "scope": random.choice(["full", "full", "core"]),
    }


def _random_profile(random: Random, framework: dict) -> dict:
    profile = {}
    for fact in framework.get("profile", []):
        if random.random() < 0.2:
            continue
        values = [option["value"] for option in fact.get("options", [])]
        if fact["kind"] == "yes_no":
            profile[fact["key"]] = random.choice(["yes", "no"])
        elif fact["kind"] == "one_of":
            profile[fact["key"]] = random.choice(values)
        else:
            count = random.randint(0, len(values))
            profile[fact["key"]] = random.sample(values, count)
    return profile


def _header(random: Random) -> dict:
    texts = ("title", "publisher", "licence", "summary", "disclaimer")
    number = random.randint(1, 99)
    return {"key": "random", "edition": f"1.{number}", "language": "en"} | {
        name: name for name in texts
    }


def _grades(random: Random, grades: str, top: int) -> list[dict]:
    """Return grades, the best first: what they support falls."""
    uncapped = random.randint(0, len(grades))
    caps = sorted((random.randint(0, top) for _ in grades), reverse=True)
    made = []
    for place, grade in enumerate(grades):
        one: dict[str, object] = {"grade": grade, "label": grade, "help": grade}
        if place >= uncapped:
            one["cap"] = caps[place]
        if random.random() < 0.3:
            one["public"] = random.random() < 0.7
        made.append(one)
    return made


def _facts() -> list[dict]:
    def options(*values: str) -> list[dict]:
        return [{"value": value, "label": value} for value in values]

    return [
        {"key": "f0", "question": "One?", "kind": "yes_no"},
        {
            "key": "f1",
            "question": "Two?",
            "kind": "one_of",
            "options": options("a", "b"),
        },
        {
            "key": "f2",
            "question": "Three?",
            "kind": "several_of",
            "options": options("x", "y", "z"),
        },
    ]


def _condition(random: Random, first: str) -> dict:
    """Return a condition; *first* is the one answer to f0, so that none excludes it."""
    return random.choice(
        [
            {"fact": "f0", "is": first},
            {"fact": "f1", "in": random.choice([["a"], ["a", "b"]])},
            {"fact": "f2", "has": random.choice(["x", "y"])},
            {"fact": "f2", "in": ["y", "z"]},
        ]
    )


def _conditions(random: Random, share: float, first: str) -> list[dict]:
    made = [_condition(random, first) for _ in range(2) if random.random() < share]
    return list({condition["fact"]: condition for condition in made}.values())


def _indicator(
    random: Random, key: str, top: int, recommendations: list, targets: list
) -> dict:
    first = random.choice(["yes", "no"])
    made: dict[str, object] = {
        "key": key,
        "title": key,
        "question": key,
        "why": key,
        "why_sources": [{"source": "OWN"}],
        "type": random.choice(TYPES),
        "lead": f"s{random.randrange(3)}",
        "weight": random.choice([1, 1, 2, 0.3]),
        "core": random.random() < 0.6,
        "recommendations": [r for r in recommendations if random.random() < 0.4],
        "sdg": [t for t in targets if random.random() < 0.5],
        "sources": [{"source": "OWN"}],
        "ladder": [_rung(random, level, first) for level in range(1, top + 1)],
    }
    if random.random() < 0.3:
        made["target"] = random.randint(1, top)
    if urgent := _conditions(random, 0.3, first):
        made["urgent_when"] = urgent
    if random.random() < 0.4:
        caps = random.randint(1, top)
        made |= {"critical": True, "caps_below": caps}
        if random.random() < 0.5:
            made["flags_below"] = random.randint(caps, top)
    elif key != "i0" and (when := _conditions(random, 0.2, first)):
        made["when"] = when  # something is always asked: the first one
    return made


def _rung(random: Random, level: int, first: str) -> dict:
    criteria = []
    for place in range(random.randint(1, 3)):
        made: dict[str, object] = {
            "key": f"r{level}-c{place}",
            "text": "It holds.",
            "action": "Do it.",
            "effort": random.choice(EFFORTS),
        }
        # The first of a ladder is always asked: else a critical one could vanish.
        if (level, place) != (1, 0) and (when := _conditions(random, 0.15, first)):
            made["when"] = when
        if random.random() < 0.3:
            made["needs"] = "public"
        criteria.append(made)
    return {"rung": level, "criteria": criteria}
