"""Files, folders, tables and archives to texts: one `Source` a text, or one that says why there is none."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from baogao.corpus.sources.archives import MAX_FILE, read_archive
from baogao.corpus.sources.bounded import needs_bounds, read_bounded, serve_with
from baogao.corpus.sources.formats import RECORDS, Source, format_of, reader_of, skipped
from baogao.corpus.tabular.columns import require_facts
from baogao.corpus.tabular.days import empty_days
from baogao.corpus.text.decoding import decode, read_text
from baogao.corpus.text.report import Report
from baogao.corpus.words.rules import own_rules
from baogao.errors import CorpusError, SettingError, from_extra, printable

__all__ = ["NOT_REPORTS", "Source", "read_bytes", "read_report", "read_sources"]

# Hidden files, and what Office, Windows and macOS put beside files: lock files (~$), caches of pictures.
NOT_REPORTS = re.compile(r"(README|LICEN[CS]E)(\..*)?|index.*\.csv|\..*|~.*|Thumbs\.db|desktop\.ini", re.IGNORECASE)
BACKUP = re.compile(r".*\.\w{2,8}(?:~|\.(?:bak|tmp|old|orig|swp|part|crdownload|download))", re.IGNORECASE)
A_BACKUP = "is a copy that a program left behind, or a download not done; name it otherwise if it is a report."
NO_COLUMNS: Mapping[str, str] = MappingProxyType({})
MAX_FILES = {".zip": 2 * MAX_FILE}


def read_sources(path: Path, *, columns: Mapping[str, str] = NO_COLUMNS) -> Iterator[Source]:
    """Read every text of a file or a folder.

    Read are .txt, .md, .html, .docx, .pdf, .csv, .tsv, .xlsx, .json, .jsonl, .parquet, and .zip of these; a file
    without a known suffix by what it begins with. Files above 100 MB (archives: 200 MB) are not opened.

    Parameters
    ----------
    path : pathlib.Path
        A file, or a folder whose files are read with those of its sub-folders, in the order of their paths;
        hidden files, READMEs, licences and index tables are left out. `SettingError` if nothing is there.
    columns : mapping of str to str, optional
        For tables: ``text`` or a column of the manifest to the table's column; what is not
        given is known by obvious names (``content``, ``正文``, ``标题`` …: ``columns.tsv``).

    Yields
    ------
    Source
        One a text, one a row of a table, one a member of an archive, and one with a reason
        for everything that could not be read. Nothing that a file holds raises.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.txt").write_text("依法行政", encoding="utf-8")
    ...     _ = Path(folder, "b.wps").write_bytes(b"1")
    ...     [(source.text, source.reason) for source in read_sources(Path(folder))]
    [('依法行政', ''), ('', 'b.wps: is a WPS file; save it as .docx.')]
    """
    for file, name in _files(path):
        try:
            reason = _refusal(file)
            content = b"" if reason else file.read_bytes()
        except OSError as error:
            reason = f"cannot be read ({error.strerror or error})."
        if reason:
            yield skipped(name, reason)
        else:
            yield from read_bytes(content, name, columns=columns)


def read_bytes(content: bytes, name: str, *, columns: Mapping[str, str] = NO_COLUMNS) -> Iterator[Source]:
    r"""Read every text of one downloaded or unpacked file, by its name or else its first bytes; see `read_sources`.

    Examples
    --------
    >>> [(source.name, source.text) for source in read_bytes("标题,正文\n普法,依法行政\n".encode(), "a.csv")]
    [('a.csv#1', '依法行政')]
    """
    require_facts(columns)
    if not content:
        yield skipped(name, "the file is empty (0 bytes); get it again or leave it out.")
        return
    file_format, reason = ("", A_BACKUP) if BACKUP.fullmatch(PurePosixPath(name).name) else format_of(content, name)
    if reason:
        yield skipped(name, reason)
    elif file_format == "zip":
        yield from read_archive(content, name, partial(read_bytes, columns=columns), _is_other)
    else:
        yield from map(_checked, _read(content, name, file_format, columns))


def _read(content: bytes, name: str, file_format: str, columns: Mapping[str, str]) -> list[Source]:
    """Texts of one file, read here or, if it could take time or memory without end, in a process with bounds."""
    if not needs_bounds(content, file_format):
        return _parsed(content, name, file_format, columns)
    try:
        return read_bounded(content, name, file_format, columns)
    except CorpusError as error:
        return [skipped(name, str(error))]


def serve() -> None:
    """Read files for another process, until it ends."""
    serve_with(_parsed)


def _parsed(content: bytes, name: str, file_format: str, columns: Mapping[str, str]) -> list[Source]:
    """Texts of one file by the reader of its format; whatever is raised becomes a reason, with the name in front."""
    sources: list[Source] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with from_extra("import"):
                sources.extend(reader_of(file_format)(content, name, columns))
        except CorpusError as error:
            sources.append(skipped(name, str(error)))
        except SettingError:  # a library is not installed: no fault of the file
            raise
        except MemoryError:
            sources.append(skipped(name, "takes more memory than a file of its size may; save the report alone."))
        except Exception as error:  # the parsers name few of the errors that damaged files draw from them
            sources.append(skipped(name, f"is damaged and cannot be read ({type(error).__name__}); save it again."))
    return _with_days(sources) if file_format in RECORDS else sources


def _with_days(sources: list[Source]) -> list[Source]:
    """The sources of a table, without days that say nothing, which are told."""
    empty = empty_days([source.facts.get("date", "") for source in sources])
    for number, source in enumerate(sources):
        if (day := source.facts.get("date")) in empty:
            facts = {name: value for name, value in source.facts.items() if name != "date"}
            told = f"its date {day} is what programs write where none is known, and was left out"
            sources[number] = source._replace(facts=facts, notes=(*source.notes, told))
    return sources


def _checked(source: Source) -> Source:
    """The source, unless its text is none: binary, without Chinese, or with half a character."""
    if source.reason:
        return source
    try:
        text = decode(source.text.encode("utf-8"), source.name)
    except UnicodeEncodeError:
        return skipped(source.name, "holds half a character (a lone surrogate); save it again.")
    except CorpusError as error:
        return skipped(source.name, str(error))
    return source._replace(text=text)


def _is_other(path: str) -> bool:
    """Whether a path is one that is never a report: hidden, of macOS's own, a README, a licence, an index."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    hidden = any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in parts)
    return hidden or bool(parts and parts[-1] != ".." and NOT_REPORTS.fullmatch(parts[-1]))


def _files(path: Path) -> list[tuple[Path, str]]:
    """What a folder holds but folders, with their names relative to it: files, and links to anything."""
    if path.is_file():
        return [(path, readable_name(path.name))]
    if not path.is_dir():
        raise SettingError(f"{path}: no such file or folder; give a file or a folder of reports.")
    files = [file for file in sorted(path.rglob("*")) if file.is_symlink() or not file.is_dir()]
    named = [(file, readable_name(file.relative_to(path).as_posix())) for file in files]
    wanted = [(file, name) for file, name in named if not _is_other(name)]
    if not wanted:
        raise SettingError(f"{path}: holds no report; give a file or a folder of reports.")
    return wanted


def readable_name(name: str) -> str:
    """Name of a file whose bytes are no UTF-8, as of an old disk or archive: read as GB18030, else with U+FFFD."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        content = os.fsencode(name)
        try:
            name = content.decode("gb18030")
        except UnicodeDecodeError:
            name = content.decode("utf-8", "replace")
    return printable(name)


def _refusal(path: Path) -> str:
    """Why something in a folder is not opened, links to folders since they may lead round in circles; else empty."""
    if path.is_dir():
        return "is a link to a folder, which is not followed; import that folder itself."
    if path.is_symlink() and not path.exists():
        return "is a link that leads nowhere."
    if not path.is_file():
        return "is no file that holds text (a pipe or a device)."
    size, most = path.stat().st_size, MAX_FILES.get(path.suffix.lower(), MAX_FILE)
    return f"a file of {size:,} bytes; allowed are {most:,}; split it." if size > most else ""


def read_report(path: Path) -> Report:
    """Read a plain text file as a report with its name as id, by the rules of the collection that it lies in.

    `CorpusError` if it is of another format.
    """
    name = format_of(b"", path.name)[0]
    if path.is_file() and name in ("", "plain"):
        with path.open("rb") as file:
            name = format_of(file.read(1024), "")[0]
    if path.is_file() and name not in ("", "plain"):
        raise CorpusError(
            f"{path}: is no plain text but {name}; bring it into a collection with `baogao import` "
            "and give the text that is put below corpus/NAME/texts."
        )
    collection = next((folder for folder in path.resolve().parents if (folder / "reports.csv").is_file()), None)
    return Report(path.stem, read_text(path), own_rules=own_rules(collection) if collection else "")
