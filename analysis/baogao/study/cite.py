"""How a figure, a collection or baogao itself is cited: caption, BibTeX, RIS, and where the data are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from baogao.corpus.store.collection import absent_texts
from baogao.corpus.store.manifest import read_manifest
from baogao.errors import CorpusError, SettingError, listed
from baogao.features.tables import BUILD
from baogao.figures.draw import figures_folder, recipe_of
from baogao.figures.page import PAGE, PAGES
from baogao.figures.provenance import MANIFEST
from baogao.figures.provenance import read_manifest as read_figures
from baogao.figures.recipes import RECIPES
from baogao.files import sha256
from baogao.language.lexicon import load_lexicon
from baogao.paths import (
    STUDY,
    AnyCollection,
    collection_folder,
    collections,
    find_study,
    is_published_study,
    output_folder,
    shipped_study,
)
from baogao.study.references import Reference, as_bibtex, as_ris
from baogao.study.tables_tex import as_booktabs
from baogao.tables import read_strings, read_utf8

CFF = "CITATION.cff"
SHOWN = 12  # characters of a hash that are enough to tell a file by


class Citation(NamedTuple):
    """A caption or description, a sentence on the data, and the reference in two formats."""

    caption: str
    availability: str
    bibtex: str
    ris: str


def cite(name: str, collection: str | None = None) -> Citation:
    """How a figure, a collection, or ``baogao`` itself is cited.

    Parameters
    ----------
    name : str
        Name of a figure, of a collection under ``corpus/``, or ``baogao``.
    collection : str, optional
        Of a figure that was drawn of another collection than the study's.

    Raises
    ------
    SettingError
        If there is no such figure or collection, or the figure has not been drawn.

    Examples
    --------
    >>> cite("sample").bibtex.splitlines()[0]
    '@misc{baogao-sample,'
    """
    if name in RECIPES:
        return cite_figure(name, collection or recipe_of(name).collection)
    if name == "baogao":
        return _citation(_software(), "", "")
    if name not in collections() and not Path(name).is_dir():
        raise SettingError(f"{name}: no such figure or collection; there are {listed([*RECIPES, *collections()], 50)}.")
    return cite_collection(name)


def cite_collection(collection: AnyCollection) -> Citation:
    """How a collection is cited, and where its texts and its feature tables are."""
    folder = collection_folder(collection)
    reports, title = read_manifest(folder), _heading(folder)
    hashes = f"manifest {sha256(folder / 'reports.csv')[:SHOWN]}, lexicon {load_lexicon().sha256[:SHOWN]} (SHA-256)"
    reference = _of_study(folder.name, title, "DATA", folder)._replace(note=f"Collection {folder.name}; {hashes}")
    years = reports["year"].dropna()
    span = f", {int(years.min())} to {int(years.max())}" if len(years) else ""
    return _citation(reference, f"{title} ({len(reports):,} reports{span}).", _availability(folder))


def cite_figure(name: str, collection: str) -> Citation:
    """How a figure is cited: caption, and hashes of what it was made from."""
    folder = drawn_folder(name, collection)
    entry = read_figures(folder)["figures"][name]
    table = entry["files"][f"{name}.csv"]
    inputs = ", ".join(f"{path.rpartition('/')[2]} {digest[:SHOWN]}" for path, digest in entry["inputs"].items())
    note = f"Figure {name} of collection {entry['collection']}; made from {inputs}; numbers {table[:SHOWN]} (SHA-256)"
    reference = _of_study(name, f"{name} (figure)", "FIGURE", collection)._replace(note=note, abstract=entry["caption"])
    csv = (folder / f"{name}.csv").relative_to(output_folder()).as_posix()
    drawn = f"The numbers drawn are in {csv} (SHA-256 {table}); {MANIFEST} beside it lists every input by its hash."
    return _citation(reference, entry["caption"], f"{drawn} {_availability(collection_folder(collection))}")


def drawn_folder(name: str, collection: str) -> Path:
    """Folder of a figure that is drawn: as committed ones are, else in other words or of another width.

    Raises
    ------
    SettingError
        If there is none.
    """
    folders = [figures_folder(name, collection, page) for page in (PAGE, *PAGES)]
    for folder in folders:
        files = read_figures(folder)["figures"].get(name, {}).get("files", {})
        if f"{name}.csv" in files and (folder / f"{name}.csv").is_file():
            return folder
    raise SettingError(
        f"{name}: is not among the figures in {folders[0]}; draw it with `{_draw_command(name, collection)}`."
    )


def _draw_command(name: str, collection: AnyCollection) -> str:
    """What draws a figure: its name where it is of the study's collection, else the collection's."""
    return f"baogao figures {name if collection == recipe_of(name).collection else collection}"


def figure_table(name: str, collection: str | None = None) -> str:
    """The table that a figure draws, for TeX; see `baogao.study.tables_tex.as_booktabs`."""
    collection = collection or recipe_of(name).collection
    path = drawn_folder(name, collection) / f"{name}.csv"
    caption = read_figures(path.parent)["figures"].get(name, {}).get("caption", name)
    if read_strings(path).empty:
        raise CorpusError(f"{path}: holds no row; draw the figure again with `{_draw_command(name, collection)}`.")
    return as_booktabs(pd.read_csv(path), caption=caption, label=f"tab:{name}")


def _citation(reference: Reference, caption: str, availability: str) -> Citation:
    return Citation(caption, availability, as_bibtex(reference), as_ris(reference))


def _software() -> Reference:
    """baogao, as its CITATION.cff says."""
    return read_cff(shipped_study() / CFF)._replace(key="baogao", kind="COMP")


def study_reference() -> Reference:
    """The study here, as its CITATION.cff says; baogao where it has none."""
    path = find_study() / CFF
    return _software() if is_published_study() or not path.is_file() else read_cff(path)


def _of_study(name: str, title: str, kind: str, collection: AnyCollection) -> Reference:
    """A part of a study, by the authors of the study; it names baogao as what it is in, or what it was made with."""
    software, study = _software(), _of_own(collection) or study_reference()
    made = f"{software.title}, version {software.version}"
    within = made if study.title == software.title else f"{study.title}; made with {made}"
    prefix = "baogao-" if study.title == software.title else "" if study.title == name else f"{study.title}-"
    return study._replace(key=re.sub(r"[^\w-]+", "-", prefix + name), kind=kind, title=title, within=within)


def _of_own(collection: AnyCollection) -> Reference | None:
    """A collection with a CITATION.cff of its own, or that someone has added to the published study, by its authors."""
    folder = collection_folder(collection)
    if (folder / CFF).is_file():
        return read_cff(folder / CFF)
    is_added = is_published_study() and folder.name not in STUDY
    return Reference("", "", folder.name, (f"The authors of {folder.name}",)) if is_added else None


def read_cff(path: Path) -> Reference:
    """Title, authors, version and date of a CITATION.cff: the lines of its top level, and the names of its authors."""
    top, authors, section = dict[str, str](), list[str](), ""
    for line in read_utf8(path, "restore it").splitlines():
        field = re.match(r"(\s*)(?:- )?([\w-]+):\s*(.*?)\s*$", line)
        if not field:
            continue
        indent, name, value = field[1], field[2], _scalar(field[3])
        if not indent and not line.startswith("-"):
            section, top[name] = name, value
        elif section == "authors" and name in ("name", "family-names"):
            authors.append(value)
        elif section == "authors" and name == "given-names" and authors:
            authors[-1] = f"{authors[-1]}, {value}"
    names = {"title": "title", "date": "date-released", "version": "version", "licence": "license"}
    return Reference("", "", authors=tuple(authors), **{field: top.get(key, "") for field, key in names.items()})


def _scalar(written: str) -> str:
    """What a value of YAML says: without its quotes, or without the remark behind it."""
    quoted = re.match(r"\"([^\"]*)\"|'([^']*)'", written)
    return (quoted[1] or quoted[2] or "") if quoted else written.partition(" #")[0].strip()


def _heading(folder: Path) -> str:
    """The first heading of the data statement of a collection; its name where there is none."""
    path = folder / "README.md"
    lines = read_utf8(path, "save it as UTF-8").splitlines() if path.is_file() else []
    return next((line.lstrip("# ").strip() for line in lines if line.startswith("# ")), folder.name)


def _availability(folder: Path) -> str:
    """What a reader can have: the texts or their sources, and the feature tables."""
    reports, name = read_manifest(folder), folder.name
    licences = [licence for licence in reports["licence"].unique() if licence]
    licence = f"Licence of the texts as the manifest gives it: {listed(licences, 4)}." if licences else ""
    listing = f"corpus/{name}/reports.csv (SHA-256 {sha256(folder / 'reports.csv')})"
    passed_on = not absent_texts(folder, reports) and licences == ["CC0-1.0"]
    texts = f"The texts are in corpus/{name}/texts." if passed_on else "The texts themselves are not passed on."
    build = folder / "features" / BUILD
    tables = (
        f"Feature tables (counts and offsets, no running text) are in corpus/{name}/features "
        f"({BUILD}: SHA-256 {sha256(build)}); every figure can be made again from them."
        if build.is_file()
        else "Feature tables have not been built."
    )
    source = f"names {'the source and ' if reports['source'].ne('').all() else ''}the SHA-256 of each text"
    what = f"The {len(reports):,} reports are listed in {listing}, which {source}."
    return " ".join(filter(None, (what, licence, texts, tables)))
