"""Levels that a framework file speaks of must exist on its scale."""

from assessment.errors import N_
from assessment.yaml_nodes.reading import Part, Reading


def check_level(part: Part, name: str, reading: Reading, top: int) -> None:
    """Report field *name* of *part* when it is above the scale's *top*."""
    if part.get(name, 0) > top:
        reading.report(
            part.at(name),
            part.path,
            N_("There is no level {found}: the scale ends at {top}."),
            found=part[name],
            top=top,
        )
