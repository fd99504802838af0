"""Commands on one collection at the same time: nothing is lost, and who waits in vain says for whom."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from baogao import locks
from baogao.corpus.importing.import_reports import import_reports
from baogao.corpus.store.manifest import read_manifest
from baogao.corpus.store.settled import read_settled
from baogao.errors import CorpusError
from baogao.locks import locked
from readable import filled

TEXT = "石渚县第{}次普法会议召开\n会议要求，抓好第{}项普法工作，推进高质量发展，做到常态长效。\n"


def start(study, *arguments):
    command = [sys.executable, "-m", "baogao.cli", *map(str, arguments)]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(command, cwd=study, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(*processes):
    results = [process.communicate(timeout=300) for process in processes]
    return [(process.returncode, err) for process, (_, err) in zip(processes, results, strict=True)]


def reports(folder, first, count):
    return filled(folder, {f"r{n}.txt": TEXT.format(n, n) for n in range(first, first + count)})


def test_two_imports_keep_the_rows_of_both(copy):
    folders = [reports(copy.parent / f"in{n}", 100 * n, 40) for n in (1, 2)]
    results = ended(*(start(copy, "import", folder, "mine") for folder in folders))
    assert [code for code, _ in results] == [0, 0], results
    assert len(read_manifest(copy / "corpus/mine")) == 80


def test_answers_that_are_given_at_once_are_all_kept(copy):
    import_reports(reports(copy.parent / "in", 0, 4), "mine")
    places = ["云浔市", "石渚县", "澜州市", "望泉县"]
    processes = [start(copy, "doctor", "mine", "--set", f"r{n}.region={place}") for n, place in enumerate(places)]
    results = ended(*processes)
    assert [code for code, _ in results] == [0] * 4, results
    assert read_manifest(copy / "corpus/mine")["region"].tolist() == places
    assert len(read_settled(copy / "corpus/mine")) == 4


def test_a_build_keeps_the_rows_that_an_import_adds_meanwhile(copy):
    import_reports(reports(copy.parent / "in1", 0, 3), "mine")
    table = read_manifest(copy / "corpus/mine").assign(n_chars=1)
    table.to_csv(copy / "corpus/mine/reports.csv", index=False)
    more = reports(copy.parent / "in2", 10, 3)
    results = ended(
        *(start(copy, *words) for words in (("build", "mine"), ("import", more, "mine"), ("build", "mine")))
    )
    assert [code for code, _ in results] == [0, 0, 0], results
    rows = read_manifest(copy / "corpus/mine")
    assert len(rows) == 6
    assert (rows["n_chars"] > 1).all()


def test_who_waits_in_vain_names_the_holder(tmp_path, monkeypatch):
    monkeypatch.setattr(locks, "LONGEST_WAIT", 0.1)
    script = "import sys,time;from pathlib import Path;from baogao.locks import locked\n"
    script += f"with locked(Path({str(tmp_path)!r}), 'import'): print('held', flush=True); time.sleep(60)"
    holder = subprocess.Popen(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout.readline() == b"held\n"
        with (
            pytest.raises(CorpusError, match=rf"`baogao import` \(process {holder.pid}\) is at work on it"),
            locked(tmp_path, "build"),
        ):
            pass
    finally:
        holder.kill()
        holder.communicate()
    with locked(tmp_path, "build"):  # a holder that was killed holds nothing
        assert [path.name for path in tmp_path.iterdir()] == [".lock-rows"]
    assert list(tmp_path.iterdir()) == []
