"""Texts that a collection has, had or must not have again, by their SHA-256."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pandas as pd

from baogao.corpus.importing.import_report import Imported, removed_texts
from baogao.corpus.sources import Source
from baogao.corpus.store.collapsed import OF, read_collapsed
from baogao.files import sha256, write_text


@dataclass
class KnownTexts:
    """What is known of texts by their SHA-256.

    Attributes
    ----------
    listed : dict
        Report id and file of the texts that the manifest lists.
    collapsed : dict
        Of texts that were collapsed: the id they had, and the report they were collapsed into.
    removed : dict
        Id of the texts whose row a person has taken out of the manifest.
    sources : dict
        Name of the source that a text of this import came from.
    """

    listed: dict[str, tuple[str, str]]
    collapsed: dict[str, tuple[str, str]]
    removed: dict[str, str]
    sources: dict[str, str] = field(default_factory=dict)


def known_texts(folder: Path, manifest: pd.DataFrame, *, restore: bool = False) -> KnownTexts:
    """Texts that the collection in a folder knows; with `restore`, none that was removed."""
    rows = manifest[["sha256", "report_id", "file"]].itertuples(index=False)
    listed = {digest: (report_id, file) for digest, report_id, file in rows}
    rows = read_collapsed(folder)[["sha256", "report_id", OF]].itertuples(index=False)
    collapsed = {digest: (old, stays) for digest, old, stays in rows if old != stays}
    return KnownTexts(listed, collapsed, {} if restore else removed_texts(folder, {*listed, *collapsed}))


def recognise(folder: Path, known: KnownTexts, source: Source) -> Imported | None:
    """What becomes of a text that is known, which is put in place if it is listed; None for a new one."""
    digest = sha256(source.text)
    report_id, file = known.listed.get(digest, ("", ""))
    if first := known.sources.get(digest):
        return Imported(source.name, "duplicate", report_id, f"the same text as {first}")
    known.sources[digest] = source.name
    if file:
        return Imported(source.name, _place(folder / "texts" / file, source.text), report_id, sha256=digest)
    if digest in known.collapsed:
        old, stays = known.collapsed[digest]
        reason = f"was collapsed into {stays} (collapsed.csv); `baogao duplicates` with --restore {old} has it again"
        return Imported(source.name, "duplicate", stays, reason)
    if digest in known.removed:
        reason = "its row was taken out of reports.csv; import it with --restore to have it again"
        return Imported(source.name, "removed", known.removed[digest], reason, sha256=digest)
    return None


def _place(path: Path, text: str) -> Literal["unchanged", "placed"]:
    """Write a listed text unless it is there."""
    if path.is_file() and path.read_bytes() == text.encode("utf-8"):
        return "unchanged"
    write_text(path, text)
    return "placed"
