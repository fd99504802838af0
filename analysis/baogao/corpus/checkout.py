"""Listed texts out of a public repository as a user has cloned it: found by their sha256, put in place."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

from baogao.corpus.collection import entries
from baogao.corpus.decoding import read_text
from baogao.corpus.manifest import read_manifest
from baogao.corpus.readers import read_bytes
from baogao.corpus.study import collection_folder
from baogao.errors import CorpusError, SettingError, listed
from baogao.files import sha256, write_text

# How a manifest names where a text is from: repository, path in it, commit.
SOURCE = re.compile(r"(github\.com/[^/\s]+/[^/\s]+) (.+) ([0-9a-f]{40})")
RECORDS = (".txt", ".tsv", ".csv", ".json", ".jsonl")
CONTAINERS = (".zip", ".docx")
LARGEST = 500_000_000  # bytes of a file that is looked into
SHORTEST = 50  # characters: shorter records are labels and years
FIELD_LIMIT = 10_000_000  # characters of a CSV field: a report is longer than the usual limit of 131,072


class Listed(NamedTuple):
    """What became of one listed report: placed, unchanged (it is in place), or absent with the reason."""

    report_id: str
    status: Literal["placed", "unchanged", "absent"]
    reason: str = ""


def import_listed(collection: str | Path, checkout: Path) -> list[Listed]:
    """Put the texts that a manifest lists in place, from a clone of the repository they come from.

    Parameters
    ----------
    collection : str or pathlib.Path
        Name under ``corpus/`` or path; its manifest names sha256 and ``source``.
    checkout : pathlib.Path
        Folder of the public repository.

    Returns
    -------
    list of Listed
        One entry a report of the manifest, in its order. The manifest is not changed.

    Raises
    ------
    SettingError
        If there is no such collection or folder.
    CorpusError
        If no listed text is there.

    Notes
    -----
    The files named in ``source`` are looked into first, then every other file. A text is taken
    whole, or as one record of its file: a line (tabs and ``[SEP]`` as line ends), a member of a JSON
    object, a field of a CSV table, a document in an archive. White space at its ends, and one
    line end behind it, may differ; the sha256 decides.
    """
    folder = collection_folder(collection)
    if not checkout.is_dir():
        raise SettingError(f"{checkout}: no such folder; give the folder of a cloned repository that the texts are in.")
    manifest = read_manifest(folder)
    wanted: dict[str, list[Path]] = defaultdict(list)
    status: dict[str, Literal["placed", "unchanged"]] = {}
    for report_id, file, digest in entries(manifest):
        if _is_there(folder / "texts" / file, digest):
            status[report_id] = "unchanged"
        else:
            wanted[digest].append(folder / "texts" / file)
    found = _place(wanted, _candidates(checkout, list(manifest["source"])))
    if wanted and not found and not status:
        raise CorpusError(
            f"{checkout}: holds none of the {len(manifest)} texts that {folder.name} lists; "
            f"they come from {listed(_origins(manifest['source']), 4)}."
        )
    status |= {entry.report_id: "placed" for entry in entries(manifest) if entry.sha256 in found}
    return [
        Listed(report_id, status[report_id]) if report_id in status else Listed(report_id, "absent", _how(source))
        for report_id, source in zip(manifest["report_id"], manifest["source"], strict=True)
    ]


def _place(wanted: dict[str, list[Path]], files: Iterable[Path]) -> set[str]:
    """Write the wanted texts that are in the files; give their sha256."""
    found: set[str] = set()
    for path in files:
        if len(found) == len(wanted):
            break
        for digest, form in (pair for text in _texts(path) for pair in _forms(text)):
            if digest in wanted and digest not in found:
                found.add(digest)
                for place in wanted[digest]:
                    write_text(place, form)
    return found


def _is_there(path: Path, digest: str) -> bool:
    return path.is_file() and sha256(path) == digest


def _origins(sources: Any) -> list[str]:
    """Repositories that the manifest names, each once."""
    found = [SOURCE.fullmatch(source) for source in sources]
    return sorted({match[1] for match in found if match}) or ["no public repository"]


def _how(source: str) -> str:
    """What a reader needs to know of a text that was not found."""
    found = SOURCE.fullmatch(source)
    if not found:
        return f"from no public repository ({source or 'source not stated'})"
    repository, path, commit = found.groups()
    return (
        f"taken from {path} of {repository} at commit {commit[:12]}: check that commit out; "
        "if it is there, the text was derived from it as the collection's README.md says"
    )


def _candidates(checkout: Path, sources: list[str]) -> Iterator[Path]:
    """Files of the checkout: those that a source names (or lie in a folder it names), then all others."""
    named = dict.fromkeys(match[2] for match in map(SOURCE.fullmatch, sources) if match)
    every = sorted(
        path
        for path in checkout.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(checkout).parts and path.stat().st_size <= LARGEST
    )
    first = [p for p in every if any(p.relative_to(checkout).as_posix().startswith(name) for name in named)]
    yield from dict.fromkeys([*first, *every])


def _texts(path: Path) -> Iterator[str]:
    """What may be a text in a file: the whole, and its records."""
    kind = path.suffix.lower()
    if kind in CONTAINERS:
        yield from (source.text for source in read_bytes(path.read_bytes(), path.name) if source.text)
        return
    if kind not in RECORDS:
        return
    try:
        # JSON may hold Chinese as escapes only, which is no Chinese text to `read_text`.
        text = path.read_text(encoding="utf-8-sig") if kind in (".json", ".jsonl") else read_text(path)
    except (CorpusError, UnicodeDecodeError):
        return
    yield text
    if kind == ".json":
        yield from _members_of(text)
    elif kind == ".csv":
        yield from _fields(text)
    else:
        for line in text.split("\n"):
            yield from _members_of(line) if kind == ".jsonl" else _of_line(line)


def _fields(text: str) -> Iterator[str]:
    """Fields of a CSV table, as far as it can be read."""
    csv.field_size_limit(FIELD_LIMIT)
    try:
        yield from (field for row in csv.reader(io.StringIO(text, newline="")) for field in row)
    except csv.Error:
        return


def _of_line(line: str) -> Iterator[str]:
    r"""A line as a text: ``[SEP]`` is a line end; so are tabs, behind the label that the first one ends."""
    yield line.replace("[SEP]", "\n")
    if "\t" in line:
        yield line.replace("\t", "\n")
        yield line.partition("\t")[2].replace("\t", "\n")


def _members_of(text: str) -> Iterator[str]:
    """Strings anywhere in a JSON value."""
    try:
        values = [json.loads(text)]
    except ValueError:
        return
    while values:
        value = values.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            values += value.values() if isinstance(value, dict) else value


def _forms(text: str) -> Iterator[tuple[str, str]]:
    """The forms that a text may have been listed in, with their sha256."""
    if len(text) < SHORTEST:
        return
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bare = text.strip()
    for form in dict.fromkeys([text, f"{text}\n", text.rstrip("\n") + "\n", bare, f"{bare}\n"]):
        yield sha256(form), form
