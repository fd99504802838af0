"""`make verify` is content with what is committed, and with nothing else."""

from __future__ import annotations

import json
import shutil

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from baogao.errors import BaogaoError
from baogao.features.models import read_model, write_model
from baogao.figures.draw import draw_into
from baogao.figures.recipes import RECIPES
from baogao.paths import STUDY
from baogao.study import verify as study_verify
from baogao.study.verify import feature_verdicts, figure_verdicts


def different(verdicts):
    return {verdict.file: verdict.why for verdict in verdicts if verdict.result == "different"}


@pytest.fixture
def redrawn(drawn, tmp_path):
    """Draw these figures again, in a copy of the study, and leave the others as they were; gives what differs."""

    def draw(*names):
        folder = shutil.copytree(drawn, tmp_path / "redrawn")
        for name in names:
            draw_into(folder, name, RECIPES[name].collection)
        return different(figure_verdicts(folder, {}))

    return draw


def test_what_is_committed_has_a_verdict_for_each_file(study, drawn):
    verdicts = [verdict for name in STUDY for verdict in feature_verdicts(name)] + figure_verdicts(drawn, {})
    assert {verdict for verdict in verdicts if verdict.result != "exact"} == set()
    files = {verdict.file for verdict in verdicts}
    assert {path.name for path in (study / "figures").iterdir() if path.is_file()} <= files
    assert {"slogan-heatmap.svg", "numbers.json", "MANIFEST.json", "sample/features/terms.parquet"} <= files


def test_the_command_finds_one_changed_byte_of_any_file_and_changes_nothing(copy, drawn, baogao, monkeypatch):
    def as_drawn(folder):
        shutil.copytree(drawn, folder, dirs_exist_ok=True)
        return {}

    monkeypatch.setattr(study_verify, "draw_study", as_drawn)
    names = ["corpus-timeline.pdf", "numbers.json", "slogan-cloud.png", "slogan-curves.svg", "slogan-heatmap.csv"]
    for name in names:
        path = copy / "figures" / name
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    before = {path: path.read_bytes() for path in (copy / "figures").iterdir()}
    code, out, _ = baogao("verify")
    assert code == 1
    assert [line.split(":")[0] for line in out.splitlines() if ": different" in line] == names
    assert {path: path.read_bytes() for path in (copy / "figures").iterdir()} == before


def test_one_changed_count_in_a_feature_table_is_found_and_named(copy, redrawn):
    path = copy / "corpus" / "work-reports" / "features" / "hits.parquet"
    table = pq.read_table(path)
    row = table["variant"].to_pylist().index("改革开放")
    pq.write_table(pa.concat_tables([table.slice(0, row), table.slice(row + 1)]), path)
    assert "work-reports/features/hits.parquet" in different(feature_verdicts("work-reports"))
    with pytest.raises(BaogaoError, match=f"{path}: is not the table that was built"):
        redrawn("slogan-heatmap")


def test_a_changed_manifest_or_model_is_named_beside_what_was_drawn_from_it(copy, redrawn):
    manifest = copy / "corpus" / "judicial" / "reports.csv"
    rows = pd.read_csv(manifest, dtype=str, keep_default_na=False)
    rows.loc[0, "n_chars"] = "2000"
    rows.to_csv(manifest, index=False, lineterminator="\n")
    for name, table, column in (("gibbs", "topics", "recurrence"), ("drift", "shown", "content")):
        tables, settings = read_model(copy / "corpus" / "work-reports", name)
        tables[table].loc[0, column] = 0.2
        write_model(copy / "corpus" / "work-reports", name, tables, settings)
    changed = redrawn("slogan-reports", "topics-terms", "drift-parts")
    assert changed["slogan-reports.csv"] == "changed input: corpus/judicial/reports.csv"
    assert "corpus/work-reports/topics/gibbs/topics.parquet" in changed["topics-terms.csv"]
    assert "corpus/work-reports/topics/drift/shown.parquet" in changed["drift-parts.csv"]


def test_a_table_or_model_that_is_not_the_one_listed_is_found(copy):
    path = copy / "corpus" / "sample" / "features" / "terms.parquet"
    table = pq.read_table(path)
    counts = [count + (i == 0) for i, count in enumerate(table["count"].to_pylist())]
    pq.write_table(table.set_column(3, table.schema.field(3), pa.array(counts, pa.int32())), path)
    (copy / "corpus" / "provincial" / "topics" / "gensim" / "seeds.parquet").unlink()
    assert "sample/features/terms.parquet" in different(feature_verdicts("sample"))
    assert "provincial/topics/gensim/seeds.parquet" in different(feature_verdicts("provincial"))


def test_a_figure_that_is_gone_and_a_file_that_no_recipe_makes_are_found(copy, redrawn):
    (copy / "figures" / "slogan-cloud.pdf").unlink()
    (copy / "figures" / "old.csv").write_text("a\n")
    assert redrawn() == {
        "slogan-cloud.pdf": "is not in figures/; run `make figures`",
        "old.csv": "no recipe makes it",
    }


def test_a_changed_lexicon_and_a_forged_manifest_are_found(copy, redrawn):
    lexicon = copy / "corpus" / "lexicons" / "slogans.tsv"
    lexicon.write_text(lexicon.read_text(encoding="utf-8").replace("eform", "efform", 1), encoding="utf-8")
    stopwords = copy / "corpus" / "lexicons" / "stopwords.tsv"
    stopwords.write_text(stopwords.read_text(encoding="utf-8") + "农业\tverb\tx\n", encoding="utf-8")
    path = copy / "figures" / "MANIFEST.json"
    forged = json.loads(path.read_text(encoding="utf-8"))
    forged["figures"]["slogan-cloud"]["files"]["slogan-cloud.csv"] = "0" * 64
    path.write_text(json.dumps(forged, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    tables = different(feature_verdicts("work-reports"))
    assert "lexicons/slogans.tsv" in tables
    for model in ("gensim", "drift"):
        assert tables[f"work-reports/topics/{model}/MODEL.json"].startswith("corpus/lexicons/stopwords.tsv changed")
    assert "MANIFEST.json" in redrawn()


def test_what_cannot_be_drawn_is_a_difference_and_tells_why(copy, drawn, tmp_path):
    (copy / "corpus" / "work-reports" / "features" / "passages.parquet").write_bytes(b"no parquet")
    assert "work-reports/features/passages.parquet" in different(feature_verdicts("work-reports"))
    fresh = shutil.copytree(drawn, tmp_path / "fresh")
    (fresh / "slogan-heatmap.csv").unlink()
    assert different(figure_verdicts(fresh, {"slogan-heatmap": "no parquet"})) == {"slogan-heatmap.csv": "no parquet"}


def test_every_figure_that_cannot_be_drawn_is_listed_with_its_error(copy, tmp_path, monkeypatch):
    monkeypatch.setattr(study_verify, "RECIPES", {"corpus-timeline": RECIPES["corpus-timeline"]})
    (copy / "corpus" / "work-reports" / "reports.csv").write_text("report_id\n")
    assert set(study_verify.draw_study(tmp_path)) == {"corpus-timeline", "numbers"}
