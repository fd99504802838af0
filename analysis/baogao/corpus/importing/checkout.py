"""Listed texts out of a public repository as a user has cloned it: identified by their sha256, put in place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from baogao.corpus.importing.derived import forms_in
from baogao.corpus.store.manifest import read_manifest
from baogao.corpus.text.members import file_and_member, read_members, write_members
from baogao.errors import CorpusError, SettingError, listed
from baogao.files import sha256, write_text
from baogao.paths import collection_folder

# How a manifest names where a text is from: repository, path in it, commit.
SOURCE = re.compile(r"(github\.com/[^/\s]+/[^/\s]+) (.+) ([0-9a-f]{7,40})")
LARGEST = 500_000_000  # bytes of a file that is looked into


class Listed(NamedTuple):
    """What became of one listed report: placed, unchanged (it was in place), or absent with the reason."""

    report_id: str
    status: Literal["placed", "unchanged", "absent"]
    reason: str = ""


def import_listed(source: str | Path, collection: str | Path) -> list[Listed]:
    """Put the texts that a manifest lists in place, from a clone of the repository they come from.

    Parameters
    ----------
    source : str or pathlib.Path
        Folder of the public repository; `CorpusError` if it holds no listed text.
    collection : str or pathlib.Path
        Name under ``corpus/`` or path; its manifest names sha256 and ``source``.

    Returns
    -------
    list of Listed
        One entry a report of the manifest, in its order. The manifest is not changed.

    Notes
    -----
    The files named in the manifest's ``source`` are looked into first, then every other file. A text is
    taken whole, or as one record of its file: a line (tabs and ``[SEP]`` as line ends), a member of a JSON
    object, a field of a CSV table, a document in an archive; of one in HTML the tags are taken
    out. White space at its ends, and one line end behind it, may differ; the sha256 decides. Members
    of a table (``1946.tsv#1946-10-01``) are the rows of CSV tables that have that key in a cell.
    """
    folder, checkout = collection_folder(collection), Path(source)
    if not checkout.is_dir():
        raise SettingError(f"{checkout}: no such folder; give the folder of a cloned repository that the texts are in.")
    manifest = read_manifest(folder)
    digests = dict(zip(manifest["file"], manifest["sha256"], strict=True))
    status = _place(folder / "texts", checkout, digests, manifest["source"])
    if not status:
        repositories = sorted({match[1] for match in map(SOURCE.fullmatch, manifest["source"]) if match})
        raise CorpusError(
            f"{checkout}: holds none of the {len(manifest)} texts that {folder.name} lists; "
            f"they come from {listed(repositories, 4) or 'no public repository'}."
        )
    return [
        Listed(report_id, status[file]) if file in status else Listed(report_id, "absent", _where_from(origin))
        for report_id, file, origin in manifest[["report_id", "file", "source"]].itertuples(index=False)
    ]


def _place(
    texts: Path, checkout: Path, digests: dict[str, str], origins: Iterable[str]
) -> dict[str, Literal["placed", "unchanged"]]:
    """Put files and members of these sha256 in place; those that are there now, each with what became of it."""
    there = {file for file, digest in digests.items() if _is_there(texts, file, digest)}
    missing: dict[str, list[str]] = defaultdict(list)
    for file in digests.keys() - there:
        missing[digests[file]].append(file)
    keys = {file_and_member(file)[1] for file in digests} - {""}
    members: dict[str, dict[str, str]] = defaultdict(dict)  # by table
    for path in _candidates(checkout, origins):
        if not missing:
            break
        for text in forms_in(path, keys):
            for file in missing.pop(sha256(text), ()):
                name, key = file_and_member(file)
                if key:
                    members[name][key] = text
                else:
                    write_text(texts / file, text)
    for name, texts_by_key in members.items():
        write_members(texts / name, texts_by_key)
    absent = {file for files in missing.values() for file in files}
    return {file: "unchanged" if file in there else "placed" for file in digests if file not in absent}


def _is_there(texts: Path, file: str, digest: str) -> bool:
    name, key = file_and_member(file)
    path = texts / name
    return path.is_file() and sha256(read_members(path).get(key, "") if key else path) == digest


def _where_from(origin: str) -> str:
    """What a reader needs to know of a text that is not there."""
    match = SOURCE.fullmatch(origin)
    if not match:
        return f"from no public repository ({origin or 'source not stated'})"
    repository, path, commit = match.groups()
    return (
        f"taken from {path} of {repository} at commit {commit[:12]}: check that commit out; "
        "if it is there, the text was derived from it as the collection's README.md says"
    )


def _candidates(checkout: Path, origins: Iterable[str]) -> list[Path]:
    """Files of the checkout: those that an origin names (or that lie in a folder it names), then all others."""
    named = tuple({match[2] for match in map(SOURCE.fullmatch, origins) if match})
    inside = {path: path.relative_to(checkout) for path in checkout.rglob("*")}
    every = [path for path in inside if path.is_file() and ".git" not in inside[path].parts]
    small = [path for path in every if path.stat().st_size <= LARGEST]
    return sorted(small, key=lambda path: (not inside[path].as_posix().startswith(named), path))
