"""Commands whose ``--help`` ends with examples, line for line as they are typed."""

from collections.abc import Iterable
from typing import Any

import click


class WithExamples(click.Command):
    """A command with examples; see also :class:`GroupWithExamples`."""

    def __init__(self, *given: Any, examples: Iterable[str] = (), **named: Any) -> None:
        super().__init__(*given, **named)
        self.examples = tuple(examples)

    def format_epilog(
        self, _ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the examples, never wrapped."""
        if self.examples:
            heading = "Examples" if len(self.examples) > 1 else "Example"
            with formatter.section(heading):
                for example in self.examples:
                    formatter.write(f"  {example}\n")


class GroupWithExamples(WithExamples, click.Group):
    """A group of commands with examples."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples below the list of commands."""
        WithExamples.format_epilog(self, ctx, formatter)


class StartHere(click.Group):
    """The group of all commands, with the first steps at its end."""

    def format_epilog(
        self, _ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write where to start."""
        with formatter.section("Start here"):
            formatter.write_dl(
                [
                    ("assessment demo", "try it with invented countries"),
                    ("assessment serve", "the web application"),
                    ("assessment report FILE -o OUT", "a gap report as PDF"),
                ]
            )
