"""The command annotate: reports to JSON annotations."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help="Where to write.")
@click.option("--show-removed", is_flag=True, help="Print what was left out: FILE:LINE: START-END: RULE: TEXT.")
@click.option("--without-repeats", is_flag=True, help="Leave out what stands further above in the file (rule repeat).")
def annotate(files: tuple[Path, ...], out: Path | None, show_removed: bool, without_repeats: bool) -> int:
    """Annotate text FILEs: structure, slogans and parallel series.

    Writes STEM.structure.json, STEM.slogans.json and STEM.parallelism.json to --out; with
    --show-removed alone nothing is written. Counts of slogans include nested ones. A file that
    cannot be read is named and skipped (exit 1).
    """
    from baogao.errors import CorpusError, SettingError
    from baogao.language.lexicon import load_lexicon
    from baogao.reading.annotate import removed, write_annotations

    if not (out or show_removed):
        raise SettingError("--out is missing; name a folder to write to, or look with --show-removed alone.")
    stems = [path.stem for path in files]
    twice = sorted({stem for stem in stems if stems.count(stem) > 1})
    if twice:
        raise SettingError(f"{', '.join(twice)}: two files of this name would write the same annotations; rename one.")
    lexicon = load_lexicon()
    faults = []
    for path in files:
        try:
            taken = removed(path, without_repeats=without_repeats) if show_removed else []
            if out:
                write_annotations(path, out, lexicon, without_repeats=without_repeats)
        except CorpusError as error:
            faults.append(str(error))
            continue
        for line, start, end, rule, text in taken:
            click.echo(f"{path.name}:{line}: {start}-{end}: {rule}: {text}")
    if len(faults) == len(files):
        raise CorpusError(" ".join(faults))
    for fault in faults:
        click.echo(f"skipped: {fault}", err=True)
    if out:
        click.echo(f"{out}: {len(files) - len(faults)} of {len(files)} annotated.")
    return 1 if faults else 0
