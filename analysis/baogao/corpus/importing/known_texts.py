"""Texts that a collection has, had or must not have again, by their SHA-256."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from baogao.corpus.importing.import_report import Imported, removed_texts
from baogao.corpus.sources import Source
from baogao.corpus.store.collapsed import OF, read_collapsed
from baogao.files import sha256, write_text


@dataclass
class KnownTexts:
    """What is known of texts by their SHA-256."""

    listed: dict[str, tuple[str, str]]  # by the manifest: report id and file
    collapsed: dict[str, tuple[str, str]]  # the id they had, and the report they were collapsed into
    removed: dict[str, str]  # id of those whose row a person has taken out of the manifest
    sources: dict[str, str] = field(default_factory=dict)  # where those of this import came from


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
        path = folder / "texts" / file
        is_there = path.is_file() and path.read_bytes() == source.text.encode("utf-8")
        if not is_there:
            write_text(path, source.text)
        return Imported(source.name, "unchanged" if is_there else "placed", report_id, sha256=digest)
    if digest in known.collapsed:
        old, stays = known.collapsed[digest]
        reason = f"was collapsed into {stays} (collapsed.csv); `baogao duplicates` with --restore {old} has it again"
        return Imported(source.name, "duplicate", stays, reason)
    if digest in known.removed:
        reason = "its row was taken out of reports.csv; import it with --restore to have it again"
        return Imported(source.name, "removed", known.removed[digest], reason, sha256=digest)
    return None
