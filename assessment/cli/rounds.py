"""``assessment rounds``: where each assessment stands. It moves none."""

from pathlib import Path

import click

from assessment.cli.examples import WithExamples
from assessment.cli.inputs import data_option, framework_option
from assessment.cli.outputs import tell
from assessment.cli.stores import opened_store


@click.command(
    cls=WithExamples,
    examples=("assessment rounds", "assessment rounds --data /srv/assess"),
)
@data_option
@framework_option
def rounds(data_folder: Path, framework_path: Path | None) -> None:
    """List the assessments with their states, and the codes of what was cleared.

    Nothing is moved: handing on, clearing and publishing are done by people with an
    account, in the application, under their own name.
    """
    from assessment.domain.people.sight import EVERYTHING
    from assessment.domain.rounds.states import UNSIGNED
    from assessment.services.assessments.reading import list_assessments
    from assessment.services.rounds.reading import stand_of
    from assessment.texts import texts_in

    texts = texts_in("en")
    with opened_store(data_folder, framework_path) as store:
        for each in list_assessments(store, EVERYTHING):
            country = texts.country(each.subject.code, each.subject.name)
            tell(
                f"{each.id}  {country} {each.period}, {each.kind.value}: {each.state.value}"
            )
            signed = each.state not in UNSIGNED
            for place, cleared in enumerate(stand_of(store, each.id).cleared):
                snapshot, publication = cleared.snapshot, cleared.publication
                # What was cleared last comes first, and stands while nobody took it back.
                state = "not published" if signed and not place else "taken back"
                if publication is not None:
                    state = f"{publication.state.value}, shows {publication.visibility.value}"
                tell(f"    {snapshot.code}  cleared {snapshot.cleared_on}, {state}")
