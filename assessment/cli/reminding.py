"""``assessment remind``: write to people about what was asked of them; made for cron."""

from functools import partial
from pathlib import Path

import click

from assessment.cli.examples import WithExamples
from assessment.cli.inputs import data_option, framework_option, now
from assessment.cli.operating import settings_for
from assessment.cli.outputs import counted, say
from assessment.cli.stores import opened_store


@click.command(
    cls=WithExamples,
    examples=(
        "assessment remind",
        "assessment remind --data /srv/assessment",
    ),
)
@data_option
@framework_option
def remind(data_folder: Path, framework_path: Path | None) -> int:
    """Write to everybody with whom something is that is late or due within three days.

    Made for cron: nobody is written to about the same thing twice within 20 hours,
    however often it runs. Without a mail server, messages go to the outbox of the data
    folder. ASSESSMENT_URL says how the site is reached.
    """
    from assessment.services.assessments.editions import load_edition
    from assessment.services.delegation.reminding import Postman, remind_due

    settings = settings_for(data_folder, framework_path)
    with opened_store(data_folder, framework_path) as store:
        done = remind_due(Postman(store, settings, partial(load_edition, store), now()))
    say(f"{counted(done.written, 'message', 'messages')} sent.")
    for email in done.failed:
        say(f"{email}: not sent; the next run tries again.")
    return 1 if done.failed else 0
