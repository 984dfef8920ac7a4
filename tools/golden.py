"""Score answers without the engine: a second pair of eyes on every number.

    python tools/golden.py check [FRAMEWORK]      do the golden examples come true?
    python tools/golden.py write [FRAMEWORK]      write what they must give into the file
    python tools/golden.py score FRAMEWORK FILE   the scores of a portable file, as JSON

It shares no code with ``assessment``: it reads YAML by itself, counts with fractions and
follows docs/scoring.md. ``tests/unit/test_golden_tool.py`` lets both score the same random
answers. ``write`` changes the values under ``expect`` and leaves everything else alone,
but for answers to indicators and criteria that are no more: those it takes out and says so.
"""

import argparse
import json
import re
import sys
from fractions import Fraction
from pathlib import Path

import yaml

FRAMEWORK = Path(__file__).resolve().parent.parent / "questions.yaml"
EFFORTS = ["quick", "budget", "law"]


# Reading: everything stays text, as it was written.


def read(text):
    """Return YAML or JSON *text* as dicts, lists and texts."""
    return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def keyed(items, name="key"):
    """Return *items* by their key."""
    return {item[name]: item for item in items or []}


def true(text):
    """Return whether a flag of the file is set."""
    return text == "true"


def as_list(value):
    """Return one or many values as a list."""
    return value if isinstance(value, list) else [value]


def profile_of(given):
    """Return fact -> values."""
    return {fact: as_list(values) for fact, values in (given or {}).items()}


# Conditions.


def wanted(condition):
    """Return the values that make *condition* true."""
    for form in ("is", "has", "in"):
        if form in condition:
            return as_list(condition[form])
    raise ValueError(condition)


def asked(thing, profile):
    """Return whether the conditions of *thing* let it be asked."""
    return all(
        condition["fact"] not in profile
        or set(profile[condition["fact"]]) & set(wanted(condition))
        for condition in thing.get("when", [])
    )


def urgent(indicator, profile):
    """Return whether the profile says for sure that this comes first."""
    conditions = indicator.get("urgent_when", [])
    return bool(conditions) and all(
        set(profile.get(condition["fact"], [])) & set(wanted(condition))
        for condition in conditions
    )


# One indicator.


def rungs(indicator, profile):
    """Return the criteria asked, rung by rung from the lowest."""
    return [
        [criterion for criterion in rung["criteria"] if asked(criterion, profile)]
        for rung in indicator["ladder"]
    ]


def climb(steps, met):
    """Return how many rungs from the ground are met whole."""
    level = 0
    while level < len(steps) and all(c["key"] in met for c in steps[level]):
        level += 1
    return level


def evidenced_level(framework, steps, met, grade):
    """Return the level that what was shown supports."""
    grades = framework["evidence"]
    public = [grades[0]["grade"]]
    if any("public" in g for g in grades):
        public = [g["grade"] for g in grades if true(g.get("public"))]
    shown = {
        c["key"]
        for step in steps
        for c in step
        if c["key"] in met and (c.get("needs") != "public" or grade in public)
    }
    known = keyed(grades, "grade").get(grade, grades[-1])
    cap = int(known.get("cap", len(steps)))
    return min(climb(steps, shown), cap)


def score_indicator(framework, indicator, answer, profile):
    """Return what one indicator scores."""
    scale = [Fraction(level["score"]) for level in framework["scale"]]
    steps = rungs(indicator, profile)
    found = {
        "weight": Fraction(indicator.get("weight", "1")),
        "status": "unanswered",
        "level": None,
        "score": None,
        "evidenced_level": None,
        "evidenced": None,
        "ahead": [],
        "criteria_asked": sum(map(len, steps)),
    }
    if not asked(indicator, profile) or not any(steps):
        return found | {"status": "inapplicable", "criteria_asked": 0}
    if answer is None or answer["status"] == "unknown":
        status = "unanswered" if answer is None else "unknown"
        return found | {"status": status, "low": scale[0], "high": scale[-1]}
    met = set(answer.get("met", []))
    level = climb(steps, met)
    backed = evidenced_level(framework, steps, met, answer.get("grade", ""))
    return found | {
        "status": "answered",
        "level": level,
        "score": scale[level],
        "low": scale[level],
        "high": scale[level],
        "evidenced_level": backed,
        "evidenced": scale[backed],
        "ahead": [c["key"] for step in steps[level:] for c in step if c["key"] in met],
    }


# Groups.


def mean(values):
    """Return the weighted mean of (value, weight), None when there is nothing."""
    known = [(value, weight) for value, weight in values if value is not None]
    weights = sum(weight for _, weight in known)
    return sum(v * w for v, w in known) / weights if known else None


def group(scores):
    """Return the means over the applicable among *scores*."""
    counted = [s for s in scores if s["status"] != "inapplicable"]
    answered = [s for s in counted if s["status"] == "answered"]
    return {
        name: mean((s[name], s["weight"]) for s in counted)
        for name in ("score", "low", "high", "evidenced")
    } | {
        "answered": len(answered),
        "applicable": len(counted),
        "coverage": Fraction(len(answered), len(counted)) if counted else None,
    }


def whole(points):
    """Return the mean of the points."""
    answered = sum(p["answered"] for p in points)
    applicable = sum(p["applicable"] for p in points)
    return {
        name: mean((p[name], p["weight"]) for p in points)
        for name in ("score", "low", "high", "evidenced")
    } | {
        "answered": answered,
        "applicable": applicable,
        "coverage": Fraction(answered, applicable) if applicable else None,
    }


def stance(indicator, score):
    """Return what a critical indicator does to a band."""
    if not true(indicator.get("critical")) or score["status"] == "inapplicable":
        return ""
    if score["level"] is None:
        return "open"
    caps = int(indicator.get("caps_below", "1"))
    flags = int(indicator.get("flags_below", min(caps + 1, len(indicator["ladder"]))))
    if score["level"] < caps:
        return "caps"
    return "flags" if score["level"] < flags else ""


def band(framework, score, indicators, scores):
    """Return the band of *score*, held down by the critical among *indicators*."""
    if score is None:
        return None
    bands = framework["bands"]
    place = max(n for n, b in enumerate(bands) if Fraction(b["from"]) <= score)
    by_stance = {
        name: [i["key"] for i in indicators if stance(i, scores[i["key"]]) == name]
        for name in ("caps", "flags", "open")
    }
    held = [b["key"] for b in bands].index(framework["scoring"]["cap_band"])
    ends = min(place, held) if by_stance["caps"] else place
    return {
        "key": bands[ends]["key"],
        "uncapped": bands[place]["key"],
        "capped_by": by_stance["caps"],
        "flagged_by": by_stance["flags"],
        "flagged_open": by_stance["open"],
    }


# Gaps.


def gaps_of(framework, indicators, scores, answers, profile, targets):
    """Return the gaps in the order of rule 10."""
    scale = [Fraction(level["score"]) for level in framework["scale"]]
    default = framework["scoring"]["default_target"]
    found = []
    for place, indicator in enumerate(indicators):
        key, score = indicator["key"], scores[indicator["key"]]
        target = int(targets.get(key, indicator.get("target", default)))
        level = score["level"]
        if score["status"] == "inapplicable":
            continue
        if level is not None and level >= target:
            continue
        met = set((answers.get(key) or {}).get("met", []))
        road = [
            {
                "level": number,
                "criteria": [c["key"] for c in step if c["key"] not in met],
            }
            for number, step in enumerate(rungs(indicator, profile), start=1)
            if (level or 0) < number <= target
        ]
        road = [step for step in road if step["criteria"]]
        steps = road[0]["criteria"] if road else []
        efforts = {
            c["key"]: c["effort"]
            for rung in indicator["ladder"]
            for c in rung["criteria"]
        }
        named = stance(indicator, score)
        precedence = {"caps": "caps", "flags": "flags", "open": "critical-open"}.get(
            named, "urgent" if urgent(indicator, profile) else "none"
        )
        kind = score["status"]
        if level is not None:
            kind = {"caps": "critical", "flags": "flagged"}.get(named, "below-target")
        size = (scale[target] - scale[level or 0]) * score["weight"]
        order = (
            ["caps", "flags", "critical-open", "urgent", "none"].index(precedence),
            0 if urgent(indicator, profile) else 1,
            0 if level is not None else 1,
            -size,
            0 if true(indicator.get("core")) else 1,
            -len(indicator.get("recommendations", [])),
            min((EFFORTS.index(efforts[c]) for c in steps), default=len(EFFORTS)),
            place,
        )
        gap = {
            "indicator": key,
            "kind": kind,
            "level": level,
            "target": target,
            "size": size,
            "precedence": precedence,
            "next_steps": steps,
            "road": road,
        }
        found.append((order, gap))
    return [gap for _, gap in sorted(found, key=lambda entry: entry[0])]


def first_of(gaps, point_of):
    """Return the first five, at most two of one point."""
    taken = []
    for gap in gaps:
        same = [k for k in taken if point_of[k] == point_of[gap["indicator"]]]
        if len(taken) < 5 and len(same) < 2:
            taken.append(gap["indicator"])
    return taken


def to_find_out(framework, indicators, scores, gaps):
    """Return the open indicators by how much of the overall range each holds.

    Found by trying: the range is worked out with and without the question.
    """
    if not any(scores[gap["indicator"]]["level"] is None for gap in gaps):
        return []
    total = overall_range(framework, indicators, scores)
    found = []
    for gap in gaps:
        key = gap["indicator"]
        if scores[key]["level"] is None:
            known = scores[key] | {"high": scores[key]["low"]}
            left = overall_range(framework, indicators, scores | {key: known})
            found.append({"indicator": key, "width": total - left})
    found.sort(key=lambda entry: -entry["width"])
    every = sum(entry["width"] for entry in found)
    return [entry | {"share": entry["width"] / every} for entry in found]


def overall_range(framework, indicators, scores):
    """Return high - low of the whole."""
    points = point_groups(framework, indicators, scores)
    overall = whole(points)
    return overall["high"] - overall["low"]


def points_of(framework, indicators):
    """Return the points that something is asked in: a core round may leave some out."""
    return [
        p for p in framework["points"] if p["key"] in {i["point"] for i in indicators}
    ]


def point_groups(framework, indicators, scores):
    """Return one group a point."""
    return [
        {"weight": Fraction(point.get("weight", "1"))}
        | group([scores[i["key"]] for i in indicators if i["point"] == point["key"]])
        for point in points_of(framework, indicators)
    ]


# Everything.


def score(framework, answers, profile=None, targets=None, scope="full"):
    """Return the scores of *answers*; the names are those of docs/json-score.md."""
    profile = profile or {}
    indicators = [
        i for i in framework["indicators"] if scope == "full" or true(i.get("core"))
    ]
    scores = {
        i["key"]: score_indicator(framework, i, answers.get(i["key"]), profile)
        for i in indicators
    }
    points = point_groups(framework, indicators, scores)
    overall = whole(points)
    law = group([scores[i["key"]] for i in indicators if i["type"] == "structure"])
    other = group([scores[i["key"]] for i in indicators if i["type"] != "structure"])
    both = law["score"] is not None and other["score"] is not None
    gaps = gaps_of(framework, indicators, scores, answers, profile, targets or {})
    minimum = Fraction(framework["scoring"]["minimum_coverage"])
    return {
        "provisional": overall["coverage"] is None or overall["coverage"] < minimum,
        "overall": with_band(
            overall, band(framework, overall["score"], indicators, scores)
        ),
        "law_practice_gap": law["score"] - other["score"] if both else None,
        "criteria_asked": sum(s["criteria_asked"] for s in scores.values()),
        "criteria_total": sum(
            len(r["criteria"]) for i in indicators for r in i["ladder"]
        ),
        "points": [
            point_with_band(framework, point, found, indicators, scores)
            for point, found in zip(
                points_of(framework, indicators), points, strict=True
            )
        ],
        "lenses": lenses(framework, indicators, scores),
        "indicators": [
            {"key": key}
            | {
                name: found[name]
                for name in (
                    "status",
                    "level",
                    "score",
                    "evidenced_level",
                    "ahead",
                    "criteria_asked",
                )
            }
            for key, found in scores.items()
        ],
        "gaps": gaps,
        "first_things": first_of(gaps, {i["key"]: i["point"] for i in indicators}),
        "find_out_first": to_find_out(framework, indicators, scores, gaps),
    }


def point_with_band(framework, point, found, indicators, scores):
    """Return the group of a point under its key."""
    members = [i for i in indicators if i["point"] == point["key"]]
    its_band = band(framework, found["score"], members, scores)
    named = {name: value for name, value in found.items() if name != "weight"}
    return {"key": point["key"]} | with_band(named, its_band)


def with_band(found, its_band):
    """Return a group with its band, if it has one."""
    return found | ({"band": its_band} if its_band else {})


def lenses(framework, indicators, scores):
    """Return the same scores, regrouped."""
    kinds = {
        "recommendations": (
            [r["key"] for r in framework.get("recommendations", [])],
            lambda i: i.get("recommendations", []),
        ),
        "types": (["structure", "process", "outcome"], lambda i: [i["type"]]),
        "sectors": ([s["key"] for s in framework["sectors"]], lambda i: [i["lead"]]),
        "sdg-targets": (
            [t["key"] for t in framework.get("sdg_targets", [])],
            lambda i: i.get("sdg", []),
        ),
    }
    return {
        name: [
            {"key": key} | group([scores[i["key"]] for i in indicators if key in of(i)])
            for key in keys
            if any(key in of(i) for i in indicators)
        ]
        for name, (keys, of) in kinds.items()
    }


# Golden examples.


def example_answers(framework, example):
    """Return the answers of an *example* as a portable file would hold them."""
    named, others = example.get("answers") or {}, example.get("others")
    found = {}
    for indicator in framework["indicators"]:
        given = named.get(indicator["key"], others)
        if given is None:
            continue
        if true(given.get("unknown")):
            found[indicator["key"]] = {"status": "unknown"}
            continue
        met = given.get("met", [])
        if "level" in given:
            below = indicator["ladder"][: int(given["level"])]
            met = [c["key"] for rung in below for c in rung["criteria"]]
        found[indicator["key"]] = {
            "status": "answered",
            "met": met,
            "grade": given.get("grade", ""),
        }
    return found


def expected(scores, name):
    """Return what *name* of an example's ``expect`` is."""
    kind, _, key = name.partition(":")
    overall = scores["overall"]
    if kind == "point":
        return keyed(scores["points"])[key]["score"]
    if kind == "level":
        return keyed(scores["indicators"])[key]["level"]
    if kind == "gap":
        order = [gap["indicator"] for gap in scores["gaps"]]
        return order.index(key) + 1 if key in order else None
    if kind == "band":
        return overall["band"]["key"] if "band" in overall else None
    if kind == "law-practice-gap":
        return scores["law_practice_gap"]
    return overall["score" if kind == "overall" else kind]


def as_written(value, like):
    """Return *value* with as many decimals as *like*, rounded half up."""
    if value is None:
        return "none"
    if not isinstance(value, Fraction):
        return str(value)
    number = re.fullmatch(r"-?\d+(?:\.(\d+))?", like)
    decimals = len(number[1] or "") if number else 2
    return decimal(value, decimals)


def decimal(value, decimals):
    """Return a fraction as a decimal, rounded half up (away from zero)."""
    scaled = abs(value) * 10**decimals
    whole_number = (2 * scaled.numerator + scaled.denominator) // (
        2 * scaled.denominator
    )
    digits = str(whole_number).rjust(decimals + 1, "0")
    sign = "-" if value < 0 else ""
    if not decimals:
        return sign + digits
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"


def compare(framework):
    """Yield (example, name, expected, found) of every expectation."""
    for example in framework.get("examples", []):
        answers = example_answers(framework, example)
        scores = score(framework, answers, profile_of(example.get("profile")))
        for name, wanted_text in example["expect"].items():
            yield (
                example["key"],
                name,
                wanted_text,
                as_written(expected(scores, name), wanted_text),
            )


# Writing into the file, so that everything else stays as it was.


def node_of(node, name):
    """Return the value node of *name* in a mapping node."""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else []:
        if key.value == name:
            return value
    return None


def composed(text):
    """Return the tree of *text*, whose nodes know their place in it."""
    return yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def example_nodes(text):
    """Return example key -> its node."""
    examples = node_of(composed(text), "examples")
    return {node_of(n, "key").value: n for n in examples.value if examples is not None}


def without_the_gone(text, say):
    """Return *text* without examples' answers to what is no longer asked."""
    framework = read(text)
    gone = []
    for key, node in example_nodes(text).items():
        for place, message in sorted(the_gone(framework, node)):
            gone.append(place)
            say(f"{key}: {message}")
    for start, end in sorted(gone, reverse=True):
        text = cut(text, start, end)
    return text


def the_gone(framework, example):
    """Yield ((start, end), message) of all in an example that is no longer asked."""
    criteria = {
        i["key"]: [c["key"] for r in i["ladder"] for c in r["criteria"]]
        for i in framework["indicators"]
    }
    known = {
        "answers": criteria,
        "profile": keyed(framework.get("profile")),
        "expect": keyed(framework["points"]) | criteria,
    }
    for part, keys in known.items():
        for name, value in pairs(node_of(example, part)):
            what = name.value.partition(":")[2] if part == "expect" else name.value
            place = name.start_mark.index, value.end_mark.index
            if what and what not in keys:
                yield place, f"{part} has {name.value}, which is no more"
            elif part == "answers":
                for met in getattr(node_of(value, "met"), "value", []):
                    if met.value not in criteria[what]:
                        place = met.start_mark.index, met.end_mark.index
                        yield place, f"{what} has no {met.value} any more"


def pairs(node):
    """Return the entries of a mapping node, none for None."""
    return node.value if node is not None else []


def cut(text, start, end):
    """Return *text* without an entry: its line, or in a flow its comma."""
    line = text.rfind("\n", 0, start) + 1
    if not text[line:start].strip() and text[end : end + 1] in {"\n", ""}:
        return text[:line] + text[end + 1 :]
    after = re.match(r"\s*,\s*", text[end:])
    if after:
        return text[:start] + text[end + after.end() :]
    before = re.search(r",\s*$", text[:start])
    return text[: before.start() if before else start] + text[end:]


def rewritten(text, say=lambda message: None):
    """Return *text* with the expectations of every example made true."""
    text = without_the_gone(text, say)
    found = {(e, n): (was, now) for e, n, was, now in compare(read(text))}
    changes = []
    for key, node in example_nodes(text).items():
        for name, value in pairs(node_of(node, "expect")):
            was, now = found[key, name.value]
            if was != now:
                changes.append((value.start_mark.index, value.end_mark.index, now))
                say(f"{key}: {name.value} {was} -> {now}")
    for start, end, now in sorted(changes, reverse=True):
        quote = text[start] if text[start] in "\"'" else ""
        text = f"{text[:start]}{quote}{now}{quote}{text[end:]}"
    return text


# The command line.


def plain(value):
    """Return *value* as JSON can hold it: six decimals, half up."""
    if isinstance(value, Fraction):
        text = decimal(value, 6)
        return int(text[:-7]) if text.endswith(".000000") else float(text)
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value


def score_file(framework, portable):
    """Return the scores of a portable file, given as a dict."""
    return score(
        framework,
        portable.get("answers") or {},
        profile_of(portable.get("profile")),
        portable.get("targets") or {},
        portable.get("scope", "full"),
    )


def main(arguments=None):
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=["check", "write", "score"])
    parser.add_argument("framework", nargs="?", type=Path, default=FRAMEWORK)
    parser.add_argument("file", nargs="?", type=Path)
    given = parser.parse_args(arguments)
    text = given.framework.read_text(encoding="utf-8")
    if given.command == "score":
        if given.file is None:
            parser.error("score needs a framework and a portable file")
        portable = read(given.file.read_text(encoding="utf-8"))
        print(json.dumps(plain(score_file(read(text), portable)), indent=1))
        return 0
    if given.command == "write":
        given.framework.write_text(rewritten(text, print), encoding="utf-8")
        return 0
    wrong = [found for found in compare(read(text)) if found[2] != found[3]]
    for example, name, was, now in wrong:
        print(
            f"{example}: {name} should be {now}, the file says {was}", file=sys.stderr
        )
    print(f"{len(wrong)} expectations do not come true")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
