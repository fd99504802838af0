"""The command annotate: reports to JSON annotations."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--out", required=True, metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--show-removed", is_flag=True, help="Print what was left out of the text, with the rule that took it.")
def annotate(files: tuple[Path, ...], out: Path, show_removed: bool) -> int:
    """Annotate text FILEs: structure, slogans and parallel series.

    Writes STEM.structure.json, STEM.slogans.json and STEM.parallelism.json to --out. Counts of
    slogans include nested ones. A file that cannot be read is told and skipped (exit 1).
    """
    from baogao.errors import CorpusError, SettingError
    from baogao.features.annotate import removed, write_annotations
    from baogao.language.lexicon import load_lexicon

    stems = [path.stem for path in files]
    twice = sorted({stem for stem in stems if stems.count(stem) > 1})
    if twice:
        raise SettingError(f"{', '.join(twice)}: two files of this name would write the same annotations; rename one.")
    lexicon = load_lexicon()
    faults = []
    for path in files:
        try:
            write_annotations(path, out, lexicon)
        except CorpusError as error:
            faults.append(str(error))
            continue
        for line, rule, text in removed(path) if show_removed else ():
            click.echo(f"{path.name}:{line}: {rule}: {text}")
    if len(faults) == len(files):
        raise CorpusError(" ".join(faults))
    for fault in faults:
        click.echo(f"skipped: {fault}", err=True)
    click.echo(f"{out}: {len(files) - len(faults)} of {len(files)} annotated.")
    return 1 if faults else 0
