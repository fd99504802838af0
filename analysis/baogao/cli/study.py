"""Commands on what the study shows of itself: card, compare-lexicons, and those of the Makefile."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from baogao.cli.printing import format_option, print_table

CHANGES = {
    **{what: what for what in ("added", "removed")},
    **{"slogan": "with another canonical form", "forms": "with other forms"},
    **{what: f"of another {what}" for what in ("class", "family")},
}


@click.command()
@click.argument("collection")
@click.option("--write", is_flag=True, help="Write the card into the README.md of COLLECTION, between its two marks.")
@format_option
def card(collection: str, write: bool, style: str) -> None:
    """Print what COLLECTION is made of: reports, characters, lengths, licences, gaps and duplicates.

    Duplicates are files that are listed twice; `baogao duplicates` compares the reports in them.
    """
    from baogao.corpus.store.absent import read_absent
    from baogao.corpus.store.collapsed import without_repeats
    from baogao.front.collection import collection as open_collection
    from baogao.front.coverage import card as card_of
    from baogao.study.card import card_lines, write_card

    if write:
        click.echo(f"{collection}: {'written' if write_card(collection) else 'is up to date'}.")
        return
    coll = open_collection(collection)
    print_table(card_of(coll), style, empty=f"{collection}: no report is listed.")
    lines = card_lines(coll.reports, without_repeats(coll.folder), read_absent(coll.folder)["year"].tolist())
    click.echo("\n".join(lines), err=style != "table")  # a CSV file takes the table alone


@click.command()
@click.argument("what", required=False, metavar="[COLLECTION|FIGURE]")
@click.option("--labels", type=click.Choice(["zh", "en", "both"]), default="both", show_default=True, help="Words.")
@click.option("--width", type=click.Choice(["one", "two"]), default="two", show_default=True, help="Journal columns.")
@click.option("--slogan", "slogans", multiple=True, metavar="FORM", help="Draw this slogan. Can be given again.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for the figures.")
def figures(what: str | None, labels: str, width: str, slogans: tuple[str, ...], out: Path | None) -> None:
    """Make the study's feature tables, figures and numbers; or the figures of a COLLECTION, or one FIGURE.

    Figures of another collection, in other words, of another width or of slogans of your own go below
    figures/local/ (in a study of your own, figures/), or where --out says. Slogans are drawn as curves, heat map
    and life lines.
    """
    from baogao.errors import SettingError
    from baogao.figures.gallery import PAGE_FILE
    from baogao.figures.page import page_of
    from baogao.paths import is_published_study
    from baogao.study.make import make_figures, make_local_figures
    from baogao.study.own import make_own_figures

    def warn(line: str) -> None:
        click.echo(line, err=True)

    if what:
        page = page_of(labels, width)
        paths = []
        for path in make_local_figures(what, warn, page=page, slogans=slogans, out=out):
            click.echo(path)
            paths.append(path)
        if (index := paths[-1].with_name(PAGE_FILE)).is_file():
            warn(f"see {index}")
    elif slogans or out or (labels, width) != ("both", "two"):
        raise SettingError("name a collection or a figure: --labels, --width, --slogan and --out are for one of these.")
    else:
        click.echo(make_figures() if is_published_study() else make_own_figures(warn))


@click.command()
def verify() -> int:
    """Make the study's figures anew in a temporary folder and compare; exit 1 on any difference."""
    from baogao.paths import is_published_study
    from baogao.study.own import verify_own
    from baogao.study.verify import verify as compare

    verdicts = compare() if is_published_study() else verify_own()
    for verdict in verdicts:
        click.echo(f"{verdict.file}: {verdict.result}" + (f" ({verdict.why})" if verdict.why else ""))
    different = sum(verdict.result == "different" for verdict in verdicts)
    click.echo(f"{len(verdicts)} files compared, {different} different.")
    return 1 if different else 0


@click.command("compare-lexicons")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--collection", "names", multiple=True, metavar="NAME", help="Only numbers of this collection. Can be given again."
)
@format_option
def compare_lexicons(old: Path, new: Path, names: tuple[str, ...], style: str) -> None:
    """Print what would change with the lexicon NEW in place of OLD: slogans, then every published number.

    OLD and NEW are files like corpus/lexicons/slogans.tsv. Feature tables are made with each in a
    temporary folder, which takes the raw texts and some minutes; nothing in the study is written.
    Standard error tells how many slogans and cells differ, and which figures could not be compared.
    """
    import pandas as pd

    from baogao.study.compare_lexicons import compare_lexicons as compare

    slogans, cells, left_out = compare(old, new, names)
    print_table(pd.concat([slogans, cells]), style, empty="No slogan and no published number differs.")
    presence = slogans["new"].map({"present": "added", "": "removed"})
    changes = slogans["column"].where(slogans["column"] != "row", presence)
    numbers = [f"{(changes == what).sum()} {how}" for what, how in CHANGES.items()]
    click.echo(f"slogans: {', '.join(numbers)}.", err=True)
    click.echo(f"published numbers: {len(cells)} cells of {cells['table'].nunique()} tables.", err=True)
    for name, reason in left_out.items():
        click.echo(f"not compared: {name}: {reason}", err=True)


@click.command()
@click.argument("collections", nargs=-1, metavar="[COLLECTION]...")
@click.option("--k", type=int, help="Number of topics.  [default: that of the stored model, else 20]")
@click.option(
    "--engine",
    type=click.Choice(["gibbs", "gensim", "nmf"]),
    help="The engine.  [default: all stored, else gibbs]",
)
@click.option("--grid", is_flag=True, help="Only the grid: 10 to 50 topics by every engine (six minutes).")
@click.option("--write", is_flag=True, help="Store the models in place of the old ones.")
def refit(
    collections: tuple[str, ...],
    k: int | None,
    engine: Literal["gibbs", "gensim", "nmf"] | None,
    grid: bool,
    write: bool,
) -> int:
    """Fit topic models anew and compare them with the stored ones; exit 1 if any differs.

    Each is fitted with several seeds: what the first share is shown, the others tell which of its topics
    recur. The engine nmf has no seeds; fits of 90 % of the passages tell that. Of a series of reports, one a
    year, the parts of its drift are stored too (five fits of 20 topics). Without COLLECTION: every model that
    the study has stored.
    """
    from baogao.study.refit import refit as fit_anew

    verdicts = fit_anew(collections, k=k, engine=engine, grid=grid, write=write)
    for verdict in verdicts:
        click.echo(f"{verdict.file}: {verdict.result}" + (f" ({verdict.why})" if verdict.why else ""))
    different = sum(verdict.result == "different" for verdict in verdicts)
    stored = sum(verdict.result == "stored" for verdict in verdicts)
    click.echo(f"{stored} models stored." if write else f"{len(verdicts)} models compared, {different} different.")
    return 1 if different else 0


@click.command()
@click.argument("collection")
@click.option("--engine", type=click.Choice(["gibbs", "gensim", "nmf"]), default="gibbs", show_default=True)
@click.option("--refit", "anew", is_flag=True, help="Fit anew; topics take the numbers of those they match.")
@click.option("--write", is_flag=True, help="Store the result in place of the old model.")
@format_option
def extend(collection: str, engine: Literal["gibbs", "gensim", "nmf"], anew: bool, write: bool, style: str) -> int:
    """Bring the stored topics of COLLECTION up to date after reports were added and built.

    The topics stay as they are, and only new passages get their shares of them; no earlier number moves. With
    --refit they are fitted anew: fitted is the number that a topic had before it took that of the stored one,
    cosine and jaccard (20 top terms) tell how like they are. Below a cosine of 0.7 only the number is the same.
    """
    from baogao.study.extend import extend as extend_model

    table = extend_model(collection, engine=engine, refit=anew, write=write)
    return print_table(table, style, empty=f"{collection}: the stored model has no topic.")


@click.command("refit-reader")
@click.option("--series", is_flag=True, help="Only that of parallel series.")
@click.option("--write", is_flag=True, help="Store the new ones in place of the old ones.")
def refit_reader(series: bool, write: bool) -> int:
    """Fit the readers of slogans and of parallel series anew, and compare; exit 1 if one differs from the stored one.

    This takes the raw texts of the study, and four minutes.
    """
    from baogao.study.refit_reader import refit_reader as fit_anew
    from baogao.study.refit_series import refit_series

    verdicts = [fit_anew(write=write), refit_series(write=write)] if not series else [refit_series(write=write)]
    for verdict in verdicts:
        click.echo(f"{verdict.file}: {verdict.result}" + (f" ({verdict.why})" if verdict.why else ""))
    return 1 if any(verdict.result == "different" for verdict in verdicts) else 0
