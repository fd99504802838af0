"""Commands on when slogans were in use: lives and survival in one collection, first uses in all of the study."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from baogao.cli.choices import forms_of, part_of, where_option
from baogao.cli.printing import format_option, print_table

if TYPE_CHECKING:
    from baogao.front.collection import Collection
    from baogao.front.units import Unit


@click.command()
@click.argument("collection")
@click.option(
    "--unit",
    type=click.Choice(["slogan", "family", "formula"]),
    default="family",
    show_default=True,
    help="What has a life: a family goes on when a new wording takes the place of an old one.",
)
@click.option("--since", type=int, help="Only those first used in this year or later.")
@click.option(
    "--pause", type=int, default=5, show_default=True, help="Ended: not used in the last so many years of the series."
)
@click.option(
    "--survival",
    "by",
    type=click.Choice(["all", "class", "standing"]),
    help="Print the share still in use after so many years instead, of all or by class or standing.",
)
@where_option
@format_option
def lives(
    collection: str,
    unit: Unit,
    since: int | None,
    pause: int,
    by: Literal["all", "class", "standing"] | None,
    where: tuple[str, ...],
    style: str,
) -> int:
    """Print first use, peak, last use and half-life of the slogans of COLLECTION, used in two years or more.

    ended: no use in the last --pause years; duration is then that from first to last use. Else it is censored, and
    duration is that from first use to --pause years before the end of the series, not to the last use; empty where
    first use is later than that. first_form is the wording of the first use.
    peak_year and half_life (years from first use within which half of its use falls) are empty under 30 hits
    in 8 years. With --survival: the Kaplan-Meier estimate, with intervals clustered by year of first use.
    Every report counts, those of another kind (subgenre) too; --where subgenre= leaves them out.
    """
    from baogao.front.lives import lives as lives_of
    from baogao.front.lives import survival

    coll = part_of(collection, where)
    if by:
        table = survival(coll, by=None if by == "all" else by, unit=unit, since=since, pause=pause)
    else:
        table = lives_of(coll, unit=unit, since=since, pause=pause)
    return print_table(table, style, empty=_why_none(coll, unit, since, pause if by else None))


def _why_none(coll: Collection, unit: Unit, since: int | None, pause: int | None) -> str:
    """Why no slogan has a life in a collection; with a pause, none whose end could have been seen."""
    years = coll.reports["year"].dropna()
    span = f"has reports of {years.nunique()} year(s)" + (f", {years.min()} to {years.max()}" if len(years) else "")
    first = "" if since is None else f" and first in {since} or later"
    ends = "" if pause is None else f", and first {pause} years (--pause) before the last"
    return f"{coll.name}: no {unit} is used in two years or more{first}{ends}; the collection {span}."


@click.command(name="first-uses")
@click.argument("form", nargs=-1, required=True, metavar="FORM|@FILE...")
@click.option("--variants", is_flag=True, help="Take the other forms of its slogan as well.")
@click.option("--family", is_flag=True, help="Take all forms of its slogan's family as well.")
@format_option
def first_uses(form: tuple[str, ...], variants: bool, family: bool, style: str) -> int:
    """Print the first use of each FORM in each collection of the study: date, report and place in its text.

    days_after_centre: after the first use in a central document (reports of congresses and of the State Council,
    plenary documents, resolutions); negative before it. Partial dates count as their last day. A first
    use is one in this genre, in the reports that are at hand: no coinage. is_upper_bound: the collection begins
    (collection_from) after the first central use, so days_after_centre is the most that it can be.
    """
    from baogao.front.diffusion import first_uses as first_uses_of

    table = first_uses_of(form=forms_of(form), variants=variants, family=family)
    return print_table(table, style, empty="No built collection of the study uses these forms; --family takes more.")
