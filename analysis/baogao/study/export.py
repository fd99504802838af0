"""What other tools open: counts, hits, lexicon, topics and the network of slogans, each with its origin."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Literal, get_args

from baogao.errors import SettingError, listed
from baogao.features.current import read_table
from baogao.features.tables import read_build
from baogao.files import all_or_none, sha256
from baogao.language.lexicon import load_lexicon
from baogao.paths import AnyCollection, collection_folder
from baogao.study.cite import cite_collection
from baogao.study.export_counts import as_feather, as_mtx
from baogao.study.export_lexicon import as_quanteda
from baogao.study.export_models import as_graphml, as_pyldavis

Target = Literal["mtx", "feather", "quanteda", "pyldavis", "graphml"]
WRITERS: dict[str, Callable[[AnyCollection], dict[str, bytes]]] = {
    "mtx": as_mtx,
    "feather": as_feather,
    "quanteda": as_quanteda,
    "pyldavis": as_pyldavis,
    "graphml": as_graphml,
}
# How each is opened; {name} is that of the collection.
OPENED_BY = {
    "mtx": [
        'R: m <- Matrix::readMM("{name}.mtx"); p <- read.csv("{name}-passages.csv"); t <- read.csv("{name}-terms.csv")',
        "R: dimnames(m) <- list(p$passage_id, t$term); d <- quanteda::as.dfm(m); quanteda::docvars(d) <- p",
        'Python: m = scipy.io.mmread("{name}.mtx")',
    ],
    "feather": ['R: arrow::read_feather("{name}-hits.feather")', 'Python: pandas.read_feather("{name}-hits.feather")'],
    "quanteda": [
        'R: d <- quanteda::dictionary(file = "slogans.yml"); quanteda::dfm_lookup(x, d, valuetype = "fixed")',
        "R: x is a dfm whose features are whole slogans, such as that of `baogao export {name} --to mtx`",
    ],
    "pyldavis": ['Python: pyLDAvis.prepare(**json.load(open("{name}-pyldavis.json")), sort_topics=False)'],
    "graphml": ['Python: networkx.read_graphml("{name}-slogans.graphml")', "Gephi, VOSviewer, igraph: open the file"],
}


def export(collection: AnyCollection, *, to: Target, out: Path) -> list[Path]:
    """Write files that another tool opens, and beside them what they are made from and how to cite it.

    Parameters
    ----------
    collection : str, pathlib.Path or Collection
        Name under ``corpus/``, path, or an open collection or part of one.
    to : {"mtx", "feather", "quanteda", "pyldavis", "graphml"}
        What is written: the terms of passages as a sparse matrix; hits with all that is known of their reports;
        the lexicon; the stored topic model; which slogans stand together.
    out : pathlib.Path
        Folder for the files, made if it is absent.

    Returns
    -------
    list of pathlib.Path
        The files; the last one, ``NAME-TO-origin.json``, says what the others are.

    Raises
    ------
    SettingError
        If there is no such target or collection, or it has no topics.
    CorpusError
        If its feature tables are not there or not current.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     [path.name for path in export("sample", to="feather", out=Path(folder))]
    ['sample-hits.feather', 'sample-feather-origin.json']
    """
    if to not in WRITERS:
        raise SettingError(f"to={to}: must be one of {listed(get_args(Target))}.")
    if out.exists() and not out.is_dir():
        raise SettingError(f"{out}: is no folder; name a folder to write to.")
    files = WRITERS[to](collection)
    name = collection_folder(collection).name
    files[f"{name}-{to}-origin.json"] = _origin(collection, name, to, files)
    paths = [out / file for file in files]
    with all_or_none(paths) as drafts:
        for draft, content in zip(drafts, files.values(), strict=True):
            draft.write_bytes(content)
    return paths


def _origin(collection: AnyCollection, name: str, to: Target, files: dict[str, bytes]) -> bytes:
    """What the files are made from, by hashes, how they are opened, and how they are cited."""
    read_table(collection, "passages")  # refused where it is out of date
    origin = {
        "collection": str(collection) if not isinstance(collection, str | Path) else name,
        "baogao": version("baogao"),
        "lexicon_sha256": load_lexicon().sha256,
        "tables_sha256": read_build(collection_folder(collection))["tables"],
        "files_sha256": {file: sha256(content) for file, content in files.items()},
        "opened_by": [line.format(name=name) for line in OPENED_BY[to]],
        "cite": cite_collection(name if isinstance(collection, str) else collection).bibtex,
    }
    return (json.dumps(origin, ensure_ascii=False, indent=1) + "\n").encode()
