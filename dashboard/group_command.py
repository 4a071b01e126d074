"""`sitwell-dashboard group`: whose figures are told together, and who may look at them."""

from typing import Annotated

import typer

from dashboard.command import Config
from dashboard.people_command import run

group = typer.Typer(
    no_args_is_help=True, help="People whose daily figures are told together: members count, viewers look."
)

Name = Annotated[str, typer.Argument(help="the group's name")]
FROM = (
    "Who is in it now counts from the first of next month on; a day is told three days later, where five are behind it."
)


@group.command("add")
def add_group(name: Name, config: Config = None) -> None:
    """Make a group. Nobody is in it yet."""
    run("dashboard.groups:add", config, name)
    print(f"{name} is a group; say who is in it: sitwell-dashboard group people")  # the command's own answer


@group.command("remove")
def remove_group(name: Name, config: Config = None) -> None:
    """Remove a group. What was told of it is shown no more."""
    run("dashboard.groups:remove", config, name)
    print(f"{name} is no group any more")


@group.command("people")
def set_people(
    name: Name,
    people: Annotated[list[str] | None, typer.Argument(help="names of everybody in it: members and viewers")] = None,
    *,
    none: Annotated[bool, typer.Option("--none", help="nobody is in it")] = False,
    config: Config = None,
) -> None:
    """Say who is in a group, all of them anew; without names, tell who is. Members are counted, viewers look."""
    if none and people:
        raise typer.BadParameter("give names or --none, not both")
    for who, role in run("dashboard.groups:set_people", config, name, [] if none else people or None):
        print("\t".join((who, "looks" if role == "viewer" else "counts")))
    if people:
        print(FROM)


@group.command("list")
def list_groups(config: Config = None) -> None:
    """List groups: who counts, who looks."""
    for name, people in run("dashboard.groups:listed", config):
        counts, looks = ([who for who, role in people if (role == "viewer") is viewer] for viewer in (False, True))
        print("\t".join((name, f"counts: {', '.join(counts) or 'nobody'}", f"looks: {', '.join(looks) or 'nobody'}")))
