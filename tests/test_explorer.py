"""The page of the explorer without a browser: its data are the tables, nothing loads, same input same bytes."""

import base64
import hashlib
import json
import re
from pathlib import Path
from tempfile import gettempdir

import pandas as pd
import pytest

import baogao as bg
from baogao.corpus.store.collection import load_reports
from baogao.corpus.text.report import Report
from baogao.features.tables import table_path
from baogao.language.lexicon import load_lexicon
from baogao.paths import inside
from baogao.study.explorer.contents import contents
from baogao.study.explorer.excerpts import WIDTH, excerpts, joined
from baogao.study.explorer.page import HERE, SCRIPTS, page, words
from explorer_pages import FORMULA, TAG, climbed, hits_in, part


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return bg.explore("sample", out=tmp_path_factory.mktemp("explorer") / "sample.html").read_text("utf-8")


def test_the_hits_of_a_page_are_those_of_the_feature_table(sample):
    hits = bg.collection("sample").hits
    columns = ["passage_id", "slogan_id", "start", "end", "variant", "maximal"]
    assert hits_in(part(sample, "data")) == sorted(hits[columns].itertuples(index=False, name=None))


def test_passages_and_reports_are_those_of_the_tables(sample):
    data, coll = part(sample, "data"), bg.collection("sample")
    assert data["reports"]["title"] == coll.reports["title"].tolist()
    assert data["reports"]["n_chars"] == coll.reports["n_chars"].tolist()
    passages = coll.passages[coll.passages["passage_id"].isin(coll.hits["passage_id"])]
    assert data["passages"]["start"] == passages["start"].tolist()
    reports = [data["reports"]["report_id"][report] for report in climbed(data["passages"]["report"])]
    assert reports == passages["report_id"].tolist()


def test_a_part_holds_its_own_reports_only(tmp_path):
    part_of = bg.collection("sample").where(year=2019)
    data = part(bg.explore(part_of, out=tmp_path / "a.html").read_text("utf-8"), "data")
    assert data["reports"]["report_id"] == part_of.reports["report_id"].tolist()
    assert len(data["hits"]["form"]) == len(part_of.hits)
    assert data["collection"] == {"name": "sample", "choice": ", year=2019"}


def test_the_same_input_gives_the_same_bytes_without_a_date_or_a_path(tmp_path, sample, study):
    again = bg.explore("sample", out=tmp_path / "again.html").read_text("utf-8")
    assert again == sample
    assert str(study) not in sample
    data = sample.split('id="data">')[1].split("</script>")[0]
    assert not [place for place in (study, Path.home(), gettempdir()) if f"{place}/" in data]


@pytest.mark.parametrize("name", ["work-reports", "headlines"])
def test_a_page_has_less_than_ten_megabytes(name, tmp_path):
    assert bg.explore(name, out=tmp_path / "page.html").stat().st_size < 10_000_000


def test_a_large_collection_has_all_its_hits_and_says_what_it_lacks(tmp_path):
    data = part(bg.explore("resolutions", out=tmp_path / "a.html").read_text("utf-8"), "data")
    assert data["topics"] is None  # none is stored
    assert len(data["hits"]["form"]) == len(bg.collection("resolutions").hits)


def test_quantiles_are_there_from_ten_issuers_on():
    reports = pd.DataFrame({"report_id": list("abcdefghijk"), "title": "", "date": "", "year": 2020, "n_chars": 100})
    reports = reports.assign(region="", level="city", genre="", subgenre="", issuer=list("abcdefghijk"))
    passages = bg.collection("sample").passages.head(0)
    data = contents(reports, passages, bg.collection("sample").hits.head(0), load_lexicon())
    quantiles = data["quantiles"]  # of t, in any table: no end of degrees of freedom, 100, 50, 10, 1
    assert [quantiles[n] for n in (0, 1, 2, 10, 100)] == [1.95996, 1.98397, 2.00856, 2.22814, 12.7062]
    assert contents(reports.head(9), passages, bg.collection("sample").hits.head(0), load_lexicon())["quantiles"] == []


def test_excerpts_are_stretches_of_the_text_around_hits():
    text = "".join(chr(0x4E00 + number) for number in range(200))
    passages = pd.DataFrame({"passage_id": ["a:1", "a:2"], "report_id": "a", "start": [0, 100], "end": [100, 200]})
    hits = pd.DataFrame({"passage_id": ["a:1", "a:1", "a:2"], "start": [5, 40, 150], "end": [9, 44, 154]})
    lines = excerpts([Report("a", text)], passages, hits)
    assert lines == {"a:1": [(0, text[:64])], "a:2": [(130, text[130:174])]}  # 9 + 20 = 29 and 40 - 20 = 20 overlap


def test_spans_that_touch_are_one():
    assert joined([]) == []
    assert joined([(0, 10), (2, 3), (10, 12), (13, 14)]) == [(0, 12), (13, 14)]


def test_with_text_every_hit_stands_in_an_excerpt(tmp_path):
    html = bg.explore("sample", out=tmp_path / "a.html", text=True).read_text("utf-8")
    lines, texts = part(html, "data")["excerpts"], {each.report_id: each.text for each in load_reports("sample")}
    for passage_id, _, start, end, _, _ in hits_in(part(html, "data")):
        [(begin, line)] = [each for each in lines[passage_id] if each[0] <= start and each[0] + len(each[1]) >= end]
        text = texts[passage_id.rsplit(":", 1)[0]]
        assert line == text[begin : begin + len(line)].replace("\n", " ")
        assert start - begin <= WIDTH or any(other < start for _, _, other, *_ in hits_in(part(html, "data")))


def test_a_page_without_text_has_none(sample):
    assert part(sample, "data")["excerpts"] is None
    inside_texts = [each.text[60:72] for each in load_reports("sample")]
    assert not [text for text in inside_texts if text in sample]


def test_a_page_with_text_is_not_written_into_the_study(study, refused):
    refused(["explore", "sample", "--text", "--out", study / "docs" / "a.html"], "--out", "within the study")
    assert not (study / "docs" / "a.html").exists()


@pytest.mark.usefixtures("copy")
def test_text_that_is_not_here_is_refused(tmp_path, refused):
    refused(["explore", "judicial", "--text", "--out", tmp_path / "a.html"], "judicial", "text")
    assert not (tmp_path / "a.html").exists()


def test_a_page_is_a_file_of_html(tmp_path, refused):
    refused(["explore", "sample", "--out", tmp_path], "--out", ".html")
    refused(["explore", "sample", "--out", tmp_path / "a.pdf"], "--out", ".html")


def test_the_command_writes_where_git_does_not_look(copy, baogao):
    code, out, err = baogao("explore", "sample", "--where", "year=2019")
    assert (code, err) == (0, "")
    assert out.strip() == str(copy / "figures" / "local" / "sample" / "explorer-year-2019.html")


def test_a_stale_collection_is_refused(copy, refused):
    table_path(copy / "corpus" / "sample", "hits").unlink()
    refused(["explore", "sample"], "sample", "hits", "baogao build")


def test_a_collection_with_hits_alone_has_no_more(copy, tmp_path):
    with inside(copy):
        (copy / "corpus" / "sample" / "tables.txt").write_text("passages hits\n")
        data = part(bg.explore("sample", out=tmp_path / "a.html").read_text("utf-8"), "data")
    assert [data[name] for name in ("topics", "rhetoric", "reuse")] == [None, None, None]


def test_only_devices_that_may_be_drawn_are_there(tmp_path):
    data = part(bg.explore("judicial", out=tmp_path / "a.html").read_text("utf-8"), "data")["rhetoric"]
    table = bg.rhetoric("judicial", by="report")
    drawn = table[table["drawn"].astype(bool)]
    assert data["rates"]["report"]["count"] == drawn["count"].tolist()
    assert set(data["left_out"]) == set(table["device"]) - set(drawn["device"])


def test_scripts_run_by_their_hash_alone(sample):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', sample)[1]
    scripts = re.findall(r"<script>(.*?)</script>", sample, re.DOTALL)
    digests = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}
    assert set(re.findall(r"'sha256-([^']*)'", policy)) == digests
    assert "default-src 'none'" in policy
    assert "connect-src" not in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    assert len(re.findall(r"<script", sample)) == len(scripts) + 2  # and two of JSON


def test_markup_in_data_and_title_stays_text():
    data = {"title": f"{TAG}<!--", "other": FORMULA}
    html = page(f'{TAG}"', data)
    assert "<script>alert" not in html
    assert json.loads(re.search(r'id="data">(.*?)</script>', html, re.DOTALL)[1]) == data
    assert "<title>&lt;script&gt;alert(1)&lt;/script&gt;&quot;</title>" in html


def test_scripts_never_write_markup():
    sources = {path.name: path.read_text("utf-8") for path in (HERE / "script").glob("*.js")}
    assert {f"{name}.js" for name in SCRIPTS} == set(sources)
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc|fetch\(|XMLHttp"
    assert [name for name, source in sources.items() if re.search(forbidden, source)] == []


def test_every_word_of_the_page_is_in_the_table_and_used():
    source = "\n".join(path.read_text("utf-8") for path in (HERE / "script").glob("*.js"))
    known = words()
    named = set(re.findall(r'(?:word|phrase)\("([\w.-]+)"', source))
    named |= set(re.findall(r'tableColumn\(\s*[^,]+,\s*"([\w.-]+)"', source))
    assert named - set(known) == set()
    quoted = set(re.findall(r'"([\w.-]+)"', source))
    stems = {stem.rstrip(".") for stem in re.findall(r"[`\"]([\w.-]+\.)\$\{", source)}
    stems |= {"class", "level", "genre", "subgenre", "device", "order", "reuse.kind", "view", "reuse"}
    spare = [key for key in known if key not in quoted and not any(key.startswith(f"{stem}.") for stem in stems)]
    assert spare == []


def test_chinese_and_english_do_not_mix():
    for key, (zh, en) in words().items():
        assert not re.search(r"[A-Za-z]{2,}", re.sub(r"`[^`]*`|\{\w+\}", "", zh)), key
        assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"\([^)]*\)", "", en)), key
        assert set(re.findall(r"\{(\w+)\}", zh)) == set(re.findall(r"\{(\w+)\}", en)), key


def test_every_code_of_the_manifest_and_every_device_has_a_name():
    from typing import get_args

    from baogao.corpus.words.genres import Genre
    from baogao.language.device_lists import DEVICES
    from baogao.language.lexicon import SloganClass

    wanted = {f"genre.{genre}" for genre in get_args(Genre)} | {f"device.{device}" for device in DEVICES}
    wanted |= {f"class.{each}" for each in get_args(SloganClass)}
    assert wanted - set(words()) == set()


def test_libraries_are_those_their_table_lists():
    table = (HERE / "vendor" / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| (\S+\.js) \| .* \| ([0-9a-f]{64}) \|$", table, re.MULTILINE)
    assert {path.name for path in (HERE / "vendor").glob("*.js")} == {name for name, _ in rows}
    for name, digest in rows:
        assert hashlib.sha256((HERE / "vendor" / name).read_bytes()).hexdigest() == digest
