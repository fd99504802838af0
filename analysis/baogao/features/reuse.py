"""Reports compared with each other and with other collections: the table ``reuse``, and rows of ``profile``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from baogao.corpus.store.collection import entries, load_report, require_texts
from baogao.corpus.store.manifest import read_manifest
from baogao.corpus.text.report import Report
from baogao.features.against import address, references
from baogao.features.earlier import last_above, own_previous
from baogao.features.read import Read, read_passages, spans_of
from baogao.features.tables import PROFILE, REUSE, SCHEMAS
from baogao.features.wordings import Rows, Text, wordings
from baogao.language.lexicon import load_lexicon
from baogao.language.reuse.kinds import kinds_of
from baogao.language.reuse.shingles import letters_of
from baogao.language.reuse.stretches import find_stretches
from baogao.rounding import rounded_number


class Compared(NamedTuple):
    """What is made of all reports of a collection together."""

    reuse: pa.Table
    profile: pa.Table


def compare(folder: Path, manifest: pd.DataFrame) -> Compared:
    """Compare the reports of a collection with each other and with those of the collections its ``against.txt`` names.

    Parameters
    ----------
    folder : pathlib.Path
        The collection's folder.
    manifest : pandas.DataFrame
        Its manifest.

    Returns
    -------
    Compared
        ``reuse``: a row a stretch that passages of two reports share, the earlier one in the manifest as
        ``passage_a``; offsets into the reports' texts. ``profile``: see `baogao.features.wordings.wordings`.

    Raises
    ------
    CorpusError
        If a text of either is absent, or another than listed.

    Examples
    --------
    >>> from baogao.paths import collection_folder
    >>> folder = collection_folder("sample")
    >>> compare(folder, read_manifest(folder)).reuse.schema.names[:2]
    ['passage_a', 'passage_b']
    """
    others = references(folder)
    manifests = {each.name: read_manifest(each) for each in others}
    for each in others:
        require_texts(each, manifests[each.name], f"comparing {folder.name} with it")
    read = read_passages([*_reports(folder, manifest), *(r for o in others for r in _reports(o, manifests[o.name]))])
    origins = [*[""] * len(manifest), *(each.name for each in others for _ in range(len(manifests[each.name])))]
    return Compared(_reuse(read, origins, len(manifest)), _profile(read, manifest, list(manifests.values())[:1]))


def _reports(folder: Path, manifest: pd.DataFrame) -> Iterator[Report]:
    return (load_report(folder, entry) for entry in entries(folder, manifest))


def _reuse(read: Read, origins: list[str], n_own: int) -> pa.Table:
    stretches = list(find_stretches(read.stacked, read.reports, n_own))
    kinds = kinds_of(stretches, read.stacked, load_lexicon().matcher)
    ids = [address(p.passage_id, origins[n]) for p, n in zip(read.passages, read.reports.tolist(), strict=True)]
    columns = np.array([each[:7] for each in stretches], np.int64).reshape(-1, 7).T
    spans_a, spans_b = (np.array(spans_of(read, *columns[each : each + 2])).reshape(-1, 2).T for each in (2, 4))
    return pa.table(
        [
            [ids[number] for number in columns[0].tolist()],
            [ids[number] for number in columns[1].tolist()],
            *(each.astype(np.int32) for each in (*spans_a, *spans_b, columns[6])),
            [rounded_number(each.similarity) for each in stretches],
            kinds,
        ],
        schema=SCHEMAS[REUSE],
    )


def _profile(read: Read, manifest: pd.DataFrame, above: list[pd.DataFrame]) -> pa.Table:
    letters = letters_of(read.stacked)
    passages = np.searchsorted(read.reports, np.arange(len(read.report_ids) + 1)).tolist()
    texts: list[Text] = [[letters.passage(number) for number in range(first, end)] for first, end in pairwise(passages)]
    n_own = len(manifest)
    own = dict(zip(read.report_ids[:n_own], texts[:n_own], strict=True))
    higher = dict(zip(read.report_ids[n_own:], texts[n_own:], strict=True))
    rows: Rows = wordings(
        own,
        dict(zip(manifest["report_id"], manifest["issuer"], strict=True)),
        {report: own[before] for report, before in own_previous(manifest).items()},
        {report: higher[last] for each in above for report, last in last_above(manifest, each).items()},
    )
    return pa.Table.from_pylist([dict(zip(SCHEMAS[PROFILE].names, row, strict=True)) for row in rows], SCHEMAS[PROFILE])
