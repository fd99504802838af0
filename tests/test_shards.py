"""Extraction in shards: interrupted, killed or on a cluster, the bytes are the same."""

from __future__ import annotations

import itertools
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from threading import Thread
from typing import NamedTuple

import pandas as pd
import psutil
import pyarrow as pa
import pytest

from baogao.corpus.store.collection import entries
from baogao.errors import CorpusError, SettingError
from baogao.features import shards, tables, workers, writing
from baogao.features.build import build
from killing import killed_once, slow


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def small_shards(monkeypatch):
    monkeypatch.setattr(shards, "REPORTS_PER_SHARD", 2)


@pytest.fixture
def before(copy):
    """Feature tables of the sample as they are committed."""
    return contents(copy / "corpus/sample/features")


def kept(copy):
    return list((copy / ".cache/shards").glob("*/[!.]*"))


def of_sizes(folder, sizes):
    """Manifest of texts that have so many characters, and lie in the folder."""
    (folder / "texts").mkdir()
    for number, size in enumerate(sizes):
        (folder / f"texts/r{number}").write_text("法" * size, encoding="utf-8")
    names = [f"r{number}" for number in range(len(sizes))]
    return pd.DataFrame({"report_id": names, "file": names, "sha256": names})


def test_shards_hold_every_report_once_in_order_and_no_more_than_they_may(tmp_path):
    rng = random.Random(5)
    sizes = {f"r{number}": rng.choice([100, 9_000, 150_000]) for number in range(600)}
    manifest = of_sizes(tmp_path, sizes.values())
    parts = shards.shards_of(tmp_path, manifest, {"lexicon_sha256": "a", "texts_sha256": "b"})
    assert [entry for part in parts for entry in part.entries] == entries(tmp_path, manifest)
    assert len({part.key for part in parts}) == len(parts)
    held = [sum(sizes[entry.report_id] for entry in part.entries) for part in parts]
    assert max(held) <= shards.CHARS_PER_SHARD
    assert min(a + b for a, b in itertools.pairwise(held)) > shards.CHARS_PER_SHARD / 2  # none needlessly small


@pytest.mark.parametrize(("sizes", "wanted"), [([], []), ([9], [1]), ([4, 6, 1, 20, 5, 5], [2, 1, 1, 2])])
def test_reports_are_parted_by_their_size(monkeypatch, tmp_path, sizes, wanted):
    """By hand, ten characters a shard; a report that is longer has a shard of its own."""
    monkeypatch.setattr(shards, "CHARS_PER_SHARD", 10)
    manifest = of_sizes(tmp_path, sizes)
    assert [len(part.entries) for part in shards.shards_of(tmp_path, manifest, {})] == wanted


def test_texts_of_one_file_share_its_size(monkeypatch, tmp_path):
    """By hand: 12 characters for four members are three each, and seven go into a shard."""
    monkeypatch.setattr(shards, "CHARS_PER_SHARD", 7)
    of_sizes(tmp_path, [12])
    (tmp_path / "texts/r0").rename(tmp_path / "texts/a.jsonl")
    names = [f"a.jsonl#{number}" for number in range(1, 5)]
    manifest = pd.DataFrame({"report_id": names, "file": names, "sha256": names})
    assert [len(part.entries) for part in shards.shards_of(tmp_path, manifest, {})] == [2, 2]


def test_the_key_of_a_shard_is_that_of_its_own_texts_and_of_the_lexicon(tmp_path):
    manifest = of_sizes(tmp_path, [10] * 600)

    def keys(of, lexicon):
        return [part.key for part in shards.shards_of(tmp_path, of, {"lexicon_sha256": lexicon})]

    known = keys(manifest, "a")
    changed = keys(manifest.assign(sha256=[*manifest["sha256"][:-1], "0" * 64]), "a")
    assert [a == b for a, b in zip(known, changed, strict=True)] == [True, True, False]
    assert not set(known) & set(keys(manifest, "c"))


@pytest.mark.usefixtures("small_shards")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failed_shard_is_named_and_loses_no_other(copy, before, jobs):
    path = copy / "corpus/sample/texts/yunxun-2021.txt"
    whole = path.read_text(encoding="utf-8")
    path.write_text("别的文字。\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"yunxun-2021.txt: sha256 is.*1 of 6 parts failed, first \S+ to \S+;"):
        build("sample", jobs=jobs)
    assert contents(copy / "corpus/sample/features") == before
    assert len(kept(copy)) == 5
    path.write_text(whole, encoding="utf-8")
    build("sample", jobs=jobs, resume=True)
    assert contents(copy / "corpus/sample/features") == before
    assert kept(copy) == []


@pytest.mark.usefixtures("small_shards")
@pytest.mark.parametrize("resume", [True, False])
def test_only_a_resumed_build_uses_what_is_kept(copy, before, monkeypatch, resume):
    extracted = []

    def extract_shard(reports, names, lexicon_sha256):
        extracted.extend(report.report_id for report in reports)
        if len(extracted) == 6:
            raise RuntimeError("no space left")
        return shards.extract_shard(reports, names, lexicon_sha256)

    monkeypatch.setattr("baogao.features.build.extract_shard", extract_shard)
    with pytest.raises(CorpusError, match="RuntimeError: no space left"):
        build("sample", jobs=1)
    extracted.clear()
    extracted.append("so that nothing fails")
    build("sample", jobs=1, resume=resume)
    assert len(extracted) - 1 == (2 if resume else 12)
    assert contents(copy / "corpus/sample/features") == before


def test_a_build_with_nothing_to_go_on_from_says_so(copy, before, baogao):
    code, out, told = baogao("build", "sample", "--resume")
    n_devices = len(pd.read_parquet(copy / "corpus/sample/features/devices.parquet"))
    assert (code, f"{n_devices} devices" in out) == (0, True)
    assert told.startswith("sample: nothing is left of an interrupted build, so the tables are made anew.\n")
    shards.shards_folder(copy / "corpus/sample").mkdir(parents=True)
    assert baogao("build", "sample", "--resume")[2] == ""
    assert contents(copy / "corpus/sample/features") == before


BUILD = """
import os, signal, sys
from pathlib import Path
from baogao.cli import run
from baogao.features import shards

calls, kill_at, replace = [], int(sys.argv[1]), Path.replace

def replace_or_die(path, target):
    if len(calls) == kill_at:
        os.kill(os.getpid(), signal.SIGKILL)
    calls.append(path)
    return replace(path, target)

Path.replace = replace_or_die  # by which every shard and table is put in place
shards.REPORTS_PER_SHARD = 1
sys.exit(run(["build", "sample", "--jobs", "1", "--resume"]))
"""


def test_a_build_killed_again_and_again_goes_on(copy, before):
    """Killed before its first shard, after three, after nine, then among the tables, twice."""
    shutil.rmtree(copy / "corpus/sample/features")

    def build_until(call):
        command = [sys.executable, "-c", BUILD, str(call)]
        return subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)

    for call, shards_left in [(0, 0), (3, 3), (6, 9), (5, 12), (3, 12)]:
        assert build_until(call).returncode == -signal.SIGKILL
        assert len(kept(copy)) == shards_left
    done = build_until(99)
    assert done.returncode == 0, done.stderr
    assert contents(copy / "corpus/sample/features") == before


def is_alive(pid):
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_processes_end_with_the_build_that_is_killed(copy):
    waits = """
import os, time
from baogao.features.workers import local_workers
if __name__ == "__main__":
    with local_workers(2) as (pool, *_):
        print(pool.submit(os.getpid).result(), flush=True)
        time.sleep(60)
"""
    (copy / "waits.py").write_text(waits)
    with subprocess.Popen([sys.executable, "waits.py"], cwd=copy, stdout=subprocess.PIPE, text=True) as process:
        worker = int(process.stdout.readline())
        assert is_alive(worker)
        process.kill()
    for _ in range(100):
        if not is_alive(worker):
            return
        time.sleep(0.1)
    pytest.fail("a process outlives its build")


@pytest.mark.usefixtures("small_shards")
def test_a_killed_process_does_not_stop_the_build(copy, before, monkeypatch):
    monkeypatch.setenv("KILLED_ONCE", str(copy / "killed"))
    monkeypatch.setattr("baogao.features.build.extract_shard", killed_once)
    build("sample", jobs=2)
    assert (copy / "killed").exists()
    assert contents(copy / "corpus/sample/features") == before


class Cluster(NamedTuple):
    """Where a scheduler listens, and the groups of processes of it and of each worker."""

    address: str
    scheduler: int
    workers: list[int]


@pytest.fixture
def cluster(copy):
    """A real scheduler and two real worker processes; a worker that is killed is started again."""
    environment = {**os.environ, "KILLED_ONCE": str(copy / "killed"), "PYTHONPATH": os.pathsep.join(sys.path)}
    log = copy / "dask.log"
    with log.open("w") as told, ExitStack() as stack:

        def dask(*arguments):
            command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
            process = subprocess.Popen(command, cwd=copy, env=environment, stderr=told, start_new_session=True)
            stack.callback(process.wait)
            stack.callback(kill_group, process.pid)
            return process.pid

        scheduler = dask("scheduler", "--host", "127.0.0.1", "--port", "0")
        while not (found := re.search(r"tcp://[\d.]+:\d+", log.read_text())):
            time.sleep(0.1)
        both = [dask("worker", found[0], "--nthreads", "1", "--local-directory", str(copy)) for _ in range(2)]
        yield Cluster(found[0], scheduler, both)


def kill_group(pid):
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


@pytest.mark.usefixtures("small_shards")
def test_a_cluster_gives_the_same_bytes_also_when_a_worker_is_killed(copy, before, cluster, monkeypatch):
    build("sample", cluster=cluster.address)
    assert contents(copy / "corpus/sample/features") == before
    monkeypatch.setattr("baogao.features.build.extract_shard", killed_once)
    build("sample", cluster=cluster.address)
    assert (copy / "killed").exists()
    assert contents(copy / "corpus/sample/features") == before


@pytest.mark.usefixtures("small_shards")
@pytest.mark.parametrize(
    ("lost", "told"), [("scheduler", "its scheduler is gone"), ("workers", "has no worker any more")]
)
def test_a_cluster_that_goes_away_is_one_line_and_what_is_done_is_kept(
    copy, before, cluster, monkeypatch, baogao, lost, told
):
    monkeypatch.setattr(workers, "LOOK_S", 0.2)
    monkeypatch.setattr(workers, "PATIENCE_S", 1)
    monkeypatch.setattr("baogao.features.build.extract_shard", slow)
    killed = [cluster.scheduler] if lost == "scheduler" else cluster.workers

    def kill_when_one_is_kept():
        while not kept(copy):
            time.sleep(0.05)
        for pid in killed:
            kill_group(pid)

    thread = Thread(target=kill_when_one_is_kept)
    thread.start()
    code, _, printed = baogao("build", "sample", "--cluster", cluster.address)
    thread.join()
    error = printed.split("\n")[-2]  # below the bar
    assert (code, error.startswith("baogao: "), told in error, "--resume" in error) == (2, True, True, True)
    assert "Traceback" not in printed
    assert kept(copy)
    monkeypatch.setattr("baogao.features.build.extract_shard", shards.extract_shard)
    build("sample", resume=True)
    assert contents(copy / "corpus/sample/features") == before


@pytest.mark.usefixtures("copy")
def test_a_cluster_that_does_not_answer_is_one_line(refused, monkeypatch):
    monkeypatch.setattr(workers, "CONNECT_S", 0.5)
    refused(["build", "sample", "--cluster", "tcp://127.0.0.1:9"], "no Dask scheduler answers", "dask scheduler")
    refused(["build", "sample", "--cluster", "nonsense://x"], "no Dask scheduler answers")
    refused(["build", "sample", "--cluster", "tcp://127.0.0.1:9", "--jobs", "2"], "--jobs 2", "--cluster")


class Client:
    """A client of a cluster whose one worker tells this of itself."""

    def __init__(self, told):
        self.told = told

    def wait_for_workers(self, *_, **__):
        if not self.told:
            raise TimeoutError

    def run(self, _):
        return {"tcp://10.0.0.2:1": self.told}

    def nthreads(self):
        return {"tcp://10.0.0.2:1": 3}


def test_workers_must_have_the_same_versions_code_and_lexicons():
    here = workers.fingerprint()
    assert workers.checked_workers(Client(here), "tcp://10.0.0.1:1") == 3
    for name in ("jieba", "rjieba", "code", "slogans.tsv", "devices.tsv"):
        with pytest.raises(SettingError, match=f"worker tcp://10.0.0.2:1 has other {name} than this machine"):
            workers.checked_workers(Client({**here, name: "other"}), "tcp://10.0.0.1:1")
    with pytest.raises(SettingError, match="has no worker; start some with `dask worker"):
        workers.checked_workers(Client({}), "tcp://10.0.0.1:1")


def test_work_is_submitted_a_few_ahead_of_the_workers():
    begun, most = [], 0
    waiting = []

    def start(item):
        future = Future()
        begun.append(item)
        waiting.append(future)
        if len(waiting) == workers.AHEAD * 3:
            waiting.pop(0).set_result(item)
        return future

    for item, future in workers.completed(start, range(20), workers.Workers(None, 3, None)):
        most = max(most, len(waiting))
        if len(begun) == 20 and waiting:
            waiting.pop(0).set_result(item)
        assert future.done()
    assert begun == list(range(20))
    assert most <= workers.AHEAD * 3


@pytest.mark.parametrize("sizes", [[], [0], [7], [3, 4], [1] * 7, [5, 0, 2]])
def test_the_bytes_of_a_table_do_not_depend_on_its_parts(tmp_path, monkeypatch, sizes):
    monkeypatch.setattr(writing, "ROWS_A_GROUP", 3)
    rows = [(f"a:{n:04}", "plain", f"词{n % 5}", n) for n in range(sum(sizes))]
    schema = tables.SCHEMAS["terms"]
    whole = pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema=schema)
    cuts = [sum(sizes[:at]) for at in range(len(sizes) + 1)]
    parts = [whole.slice(start, end - start) for start, end in itertools.pairwise(cuts)]
    for folder, given in (("one", [whole]), ("many", parts)):
        (tmp_path / folder).mkdir()
        assert writing.write_tables(tmp_path / folder, ["terms"], lambda _, given=given: iter(given), {}) == {
            "terms": len(rows)
        }
    assert contents(tmp_path / "one" / "features") == contents(tmp_path / "many" / "features")
    assert tables.load_table(tmp_path / "one", "terms").values.tolist() == [list(row) for row in rows]
