"""Listed texts out of a public repository as a user has cloned it: found by their sha256, put in place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, NamedTuple

from baogao.corpus.importing.derived import forms_of, texts_of
from baogao.corpus.importing.listed_tables import members_there, place_members
from baogao.corpus.store.manifest import read_manifest
from baogao.corpus.text.members import file_and_member
from baogao.errors import CorpusError, SettingError, listed
from baogao.files import sha256, write_text
from baogao.paths import collection_folder

# How a manifest names where a text is from: repository, path in it, commit.
SOURCE = re.compile(r"(github\.com/[^/\s]+/[^/\s]+) (.+) ([0-9a-f]{7,40})")
LARGEST = 500_000_000  # bytes of a file that is looked into


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
    object, a field of a CSV table, a document in an archive; of one in HTML the tags are taken
    out. White space at its ends, and one line end behind it, may differ; the sha256 decides. Members
    of a table (``1946.tsv#1946-10-01``) are the rows of CSV tables that have that key in a cell.
    """
    folder = collection_folder(collection)
    if not checkout.is_dir():
        raise SettingError(f"{checkout}: no such folder; give the folder of a cloned repository that the texts are in.")
    manifest, texts = read_manifest(folder), folder / "texts"
    files = _candidates(checkout, list(manifest["source"]))
    whole: dict[str, list[Path]] = defaultdict(list)
    members: dict[str, str] = {}
    there: set[str] = set()
    for file, digest in zip(manifest["file"], manifest["sha256"], strict=True):
        if file_and_member(file)[1]:
            members[file] = digest
        elif _is_there(texts / file, digest):
            there.add(file)
        else:
            whole[digest].append(texts / file)
    there |= members_there(texts, members)
    found = {path.relative_to(texts).as_posix() for path in _place(whole, files)}
    found |= place_members(texts, {file: digest for file, digest in members.items() if file not in there}, files)
    if not found and not there:
        raise CorpusError(
            f"{checkout}: holds none of the {len(manifest)} texts that {folder.name} lists; "
            f"they come from {listed(_origins(manifest['source']), 4)}."
        )
    status: dict[str, Literal["placed", "unchanged"]] = dict.fromkeys(there, "unchanged")
    status |= dict.fromkeys(found, "placed")
    return [
        Listed(report_id, status[file]) if file in status else Listed(report_id, "absent", _how(source))
        for report_id, file, source in manifest[["report_id", "file", "source"]].itertuples(index=False)
    ]


def _place(wanted: dict[str, list[Path]], files: Iterable[Path]) -> list[Path]:
    """Write the wanted texts, by sha256, that are in the files; give the places written."""
    found: set[str] = set()
    for path in files:
        if len(found) == len(wanted):
            break
        for digest, form in (pair for text in texts_of(path) for pair in forms_of(text)):
            if digest in wanted and digest not in found:
                found.add(digest)
                for place in wanted[digest]:
                    write_text(place, form)
    return [place for digest in found for place in wanted[digest]]


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


def _candidates(checkout: Path, sources: list[str]) -> list[Path]:
    """Files of the checkout: those that a source names (or lie in a folder it names), then all others."""
    named = dict.fromkeys(match[2] for match in map(SOURCE.fullmatch, sources) if match)
    every = sorted(
        path
        for path in checkout.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(checkout).parts and path.stat().st_size <= LARGEST
    )
    first = [p for p in every if any(p.relative_to(checkout).as_posix().startswith(name) for name in named)]
    return list(dict.fromkeys([*first, *every]))
