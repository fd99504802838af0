"""Sources into a collection: files, folders, tables, archives, web pages; what could not be read is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from baogao.arguments import require_path
from baogao.corpus.importing.import_report import Imported, reason_lines
from baogao.corpus.importing.intake import Intake
from baogao.corpus.sources import Source, read_sources
from baogao.corpus.tabular.columns import require_facts
from baogao.errors import CorpusError, SettingError, from_extra
from baogao.locks import locked
from baogao.paths import AnyCollection, begin_study, collection_folder, has_study, output_folder

MADE_BY_IMPORT = ("texts", "left-out", "import.csv")


def import_reports(
    source: str | Path,
    collection: AnyCollection,
    *,
    columns: Mapping[str, str] | None = None,
    simplified: bool = False,
    restore: bool = False,
) -> list[Imported]:
    """Put texts into a collection; make the collection when it is new.

    Parameters
    ----------
    source : str or pathlib.Path
        A file, a folder (with its sub-folders), a table of texts, a ZIP archive, the
        http(s) address of a page, or a ``.urls`` file with one address a line.
    collection : str or pathlib.Path
        Name under ``corpus/`` or path. Where there is no study, the working directory becomes one.
    columns : mapping of str to str, optional
        For tables: which column holds what, such as ``{"text": "content", "date": "日期"}``.
    simplified : bool
        Whether texts in traditional characters are turned into simplified ones.
    restore : bool
        Whether texts come in again whose rows were taken out of the manifest by hand.

    Returns
    -------
    list of Imported
        One entry a text. A text whose sha256 the manifest lists is put in place and nothing else changes; any
        other becomes a new row, its title, date and other facts only as they are stated. What could not be
        read is ``skipped`` with the reason. An import that was cut off is continued by running it again.

    Raises
    ------
    SettingError
        If `source` does not exist or holds nothing to read, `columns` names what no table
        tells, or the collection's folder has other things in it.
    CorpusError
        If nothing could be read; then nothing is written.
    """
    folder = collection_folder(collection, must_exist=False)
    _refuse_other_folders(folder)
    require_facts(columns or {})
    sources = _sources(source, columns or {})
    with locked(folder, "import"):
        intake = Intake(folder, simplified=simplified, restore=restore)
        results = [intake.take(one) for one in sources]
        if not results:
            raise SettingError(f"{source}: holds no report; give a file, a folder, a table, a ZIP or an address.")
        if all(result.status == "skipped" for result in results):
            raise CorpusError(_nothing_read(source, results))
        intake.finish()
    if not has_study() and folder.parent == output_folder() / "corpus":
        begin_study()
    return results


def _nothing_read(source: str | Path, results: list[Imported]) -> str:
    """Why nothing could be read: every source with its reason, those of one kind together, since no table has them."""
    lines = (line.removeprefix("skipped: ").rstrip(".") for line in reason_lines(results, rest=""))
    reasons = " ".join(f"{line}." for line in lines)
    return reasons if len(results) == 1 else f"{source}: {len(results)} skipped and none read. {reasons}"


def _refuse_other_folders(folder: Path) -> None:
    """A folder that is no collection must hold nothing but what an import that was cut off has left."""
    if not folder.is_dir() or (folder / "reports.csv").is_file():
        return
    if any(path.name not in MADE_BY_IMPORT and path.name[0] != "." for path in folder.iterdir()):
        raise SettingError(f"{folder}: is a folder with other things in it; name a new collection, or an empty folder.")


def _sources(source: str | Path, columns: Mapping[str, str]) -> Iterator[Source]:
    if is_address(str(source)):
        return _fetched([str(source)], columns)
    path = require_path(source, "source")
    if not path.exists():
        raise SettingError(f"{source}: no such file or folder; give a file, a folder, or an address with http(s)://.")
    if path.suffix.lower() == ".urls":
        return _fetched(read_addresses(path), columns)
    return read_sources(path, columns=columns)


def _fetched(addresses: list[str], columns: Mapping[str, str]) -> Iterator[Source]:
    with from_extra("import"):
        from baogao.corpus.web.fetching import fetch_sources
    return fetch_sources(addresses, columns=columns)


def is_address(source: str) -> bool:
    """Whether a source is written as an address rather than a path; only http and https are fetched."""
    return "://" in source


def read_addresses(path: Path) -> list[str]:
    """Addresses of a ``.urls`` file: one a line, empty lines and lines that begin with ``#`` aside."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: is no UTF-8 text file ({error}); put one address a line.") from None
    addresses = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not addresses:
        raise SettingError(f"{path}: holds no address; put one a line, such as https://example.org/report.html.")
    return addresses
