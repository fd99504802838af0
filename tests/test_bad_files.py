"""Bad files of many kinds: each is read or refused in one line, within bounds, and what stands beside it is read."""

from __future__ import annotations

import pytest

import bad_files
import readable
from baogao.corpus.importing.import_report import read_import_report
from baogao.corpus.sources import bounded, read_bytes
from baogao.corpus.store.manifest import read_manifest

ROUNDS, SHARE = 3, 0.02  # of all kinds, small; `benchmarks/bad_files.py` measures 2,000 files of any size


def test_there_are_at_least_thirty_kinds_and_the_same_number_gives_the_same_file():
    assert len(bad_files.KINDS) >= 30
    number = list(bad_files.KINDS).index("html_nested")
    assert bad_files.content_of(number) == bad_files.content_of(number)
    assert bad_files.content_of(number) != bad_files.content_of(number + len(bad_files.KINDS))


@pytest.mark.parametrize("kind", bad_files.KINDS)
def test_a_bad_file_gives_texts_or_reasons_of_one_line(kind):
    first = list(bad_files.KINDS).index(kind)
    for number in range(first, ROUNDS * len(bad_files.KINDS), len(bad_files.KINDS)):
        name = bad_files.name_of(number)
        for source in read_bytes(bad_files.content_of(number, share=SHARE), name):
            assert bool(source.text) != bool(source.reason), name
            assert source.name.startswith(name)
            assert "\n" not in source.reason


def test_bad_files_are_imported_or_told_and_good_ones_beside_them_are_taken(copy, baogao):
    kinds = ["cut_short", "docx_blanks", "docx_entities", "pdf_circle", "xlsx_dimension", "html_flood", "zip_lies"]
    names = [bad_files.name_of(list(bad_files.KINDS).index(kind)) for kind in kinds]
    folder = readable.filled(copy.parent / "in", {"good.txt": readable.BODY, "other.pdf": readable.pdf()})
    for kind, name in zip(kinds, names, strict=True):
        (folder / name).write_bytes(bad_files.content_of(list(bad_files.KINDS).index(kind), share=SHARE))
    code, out, err = baogao("import", folder, "mine")
    assert code == 1
    assert "Traceback" not in out + err
    told = read_import_report(copy / "corpus/mine")
    assert {source.partition("/")[0].partition("#")[0] for source in told["source"]} >= {*names, "good.txt"}
    manifest = read_manifest(copy / "corpus/mine")
    assert {"good", "other"} <= set(manifest["report_id"])
    assert sorted(path.name for path in (copy / "corpus/mine/texts").iterdir()) == sorted(manifest["file"])


@pytest.mark.parametrize(
    ("bound", "name", "content"),
    [
        ("MEMORY = 100_000_000", "a.pdf", readable.pdf()),
        ("SECONDS = 0", "a.pdf", bad_files.pdf_rectangles(bad_files.Dice(1))),
        ("MOST_TEXT = -9_000_000", "a.parquet", readable.parquet()),
    ],
)
def test_a_file_that_bursts_a_bound_is_told_and_the_next_one_is_read(bound, name, content, monkeypatch):
    script = f"from baogao.corpus.sources import bounded, serve; bounded.{bound}; serve()"
    monkeypatch.setattr(bounded, "SERVE", script)
    bounded.end_worker()
    (source,) = read_bytes(content, name)
    assert source.text == ""
    assert source.reason.startswith(f"{name}: ")
    assert "its size" in source.reason
    monkeypatch.undo()
    bounded.end_worker()
    assert all(source.text for source in read_bytes(readable.pdf(), "next.pdf"))


def test_who_reads_in_bounds_gives_what_is_read_without(monkeypatch):
    files = {"a.pdf": readable.pdf(columns=2), "a.xlsx": readable.xlsx(), "a.parquet": readable.parquet()}
    within = [source for name, content in files.items() for source in read_bytes(content, name)]
    monkeypatch.setattr("baogao.corpus.sources.needs_bounds", lambda *_: False)
    assert within == [source for name, content in files.items() for source in read_bytes(content, name)]
