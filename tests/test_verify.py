"""`make verify` is content with what is committed, and with nothing else."""

from __future__ import annotations

import json

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from baogao.features.models import read_model, write_model
from baogao.figures.provenance import same_platform
from baogao.study.verify import verify


def results():
    return {verdict.file: (verdict.result, verdict.why) for verdict in verify()}


def different():
    return {file: why for file, (result, why) in results().items() if result == "different"}


def test_what_is_committed_is_what_is_made(copy):
    before = {path: path.read_bytes() for path in (copy / "figures").iterdir()}
    found = results()
    allowed = {"exact"} if same_platform() else {"exact", "within tolerance", "not compared"}
    assert {result for result, _ in found.values()} <= allowed
    assert {"slogan-heatmap.svg", "slogan-heatmap.csv", "numbers.json", "MANIFEST.json"} <= set(found)
    assert {path: path.read_bytes() for path in (copy / "figures").iterdir()} == before


def test_one_changed_byte_of_any_file_is_found(copy, baogao):
    names = ["corpus-timeline.pdf", "numbers.json", "slogan-cloud.png", "slogan-curves.svg", "slogan-heatmap.csv"]
    for name in names:
        path = copy / "figures" / name
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    code, out, _ = baogao("verify")
    assert code == 1
    assert [line.split(":")[0] for line in out.splitlines() if ": different" in line] == names


def test_one_changed_count_in_a_feature_table_is_found_and_named(copy):
    path = copy / "corpus" / "work-reports" / "features" / "hits.parquet"
    table = pq.read_table(path)
    maximal = table["maximal"].to_pylist()
    variants = table["variant"].to_pylist()
    row = next(i for i, variant in enumerate(variants) if variant == "改革开放" and maximal[i])
    maximal[row] = False
    pq.write_table(table.set_column(5, table.schema.field(5), pa.array(maximal)), path)
    found = different()
    assert "work-reports/features/hits.parquet" in found
    assert found["slogan-heatmap.csv"] == "changed input: corpus/work-reports/features/hits.parquet"


def test_every_other_kind_of_change_is_found_too(copy):
    corpus, figures = copy / "corpus", copy / "figures"
    terms = corpus / "sample" / "features" / "terms.parquet"
    table = pq.read_table(terms)
    counts = [count + (i == 0) for i, count in enumerate(table["count"].to_pylist())]
    pq.write_table(table.set_column(3, table.schema.field(3), pa.array(counts, pa.int32())), terms)

    manifest = corpus / "judicial" / "reports.csv"
    rows = pd.read_csv(manifest, dtype=str, keep_default_na=False)
    rows.loc[0, "n_chars"] = "2000"
    rows.to_csv(manifest, index=False, lineterminator="\n")

    model = corpus / "work-reports"
    tables, settings = read_model(model, "gibbs")
    tables["topics"].loc[0, "recurrence"] = 0.2
    write_model(model, "gibbs", tables, settings)
    (corpus / "provincial" / "topics" / "gensim" / "seeds.parquet").unlink()

    (figures / "slogan-cloud.pdf").unlink()
    (figures / "old.csv").write_text("a\n")

    found = different()
    assert "sample/features/terms.parquet" in found
    assert found["slogan-reports.csv"] == "changed input: corpus/judicial/reports.csv"
    assert "corpus/work-reports/topics/gibbs/topics.parquet" in found["topics-terms.csv"]
    assert "provincial/topics/gensim/seeds.parquet" in found
    assert found["slogan-cloud.pdf"] == "is not in figures/; run `make figures`"
    assert found["old.csv"] == "no recipe makes it"


def test_a_changed_lexicon_and_a_forged_manifest_are_found(copy):
    lexicon = copy / "corpus" / "lexicons" / "slogans.tsv"
    lexicon.write_text(lexicon.read_text(encoding="utf-8").replace("eform", "efform", 1), encoding="utf-8")
    stopwords = copy / "corpus" / "lexicons" / "stopwords.tsv"
    stopwords.write_text(stopwords.read_text(encoding="utf-8") + "农业\tverb\tx\n", encoding="utf-8")
    path = copy / "figures" / "MANIFEST.json"
    forged = json.loads(path.read_text(encoding="utf-8"))
    forged["figures"]["slogan-cloud"]["files"]["slogan-cloud.csv"] = "0" * 64
    path.write_text(json.dumps(forged, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    found = different()
    assert {"lexicons/slogans.tsv", "MANIFEST.json", "topics-terms.csv"} <= set(found)
    assert found["work-reports/topics/gensim/MODEL.json"].startswith("corpus/lexicons/stopwords.tsv changed")


def test_a_broken_feature_table_is_a_difference_not_a_crash(copy):
    (copy / "corpus" / "work-reports" / "features" / "passages.parquet").write_bytes(b"no parquet")
    assert "work-reports/features/passages.parquet" in different()
