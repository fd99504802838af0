"""References that parsers of BibTeX, RIS, CFF and RO-Crate take, and numbers as macros of TeX."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date

import pandas as pd
import pytest

from baogao.errors import SettingError
from baogao.figures.draw import draw
from baogao.figures.page import Page
from baogao.figures.provenance import read_manifest
from baogao.figures.recipes import RECIPES
from baogao.files import sha256
from baogao.study.cite import cite, read_cff
from baogao.study.crate import CRATE, write_crate
from baogao.study.numbers import as_macros
from baogao.study.references import Reference, as_bibtex, as_ris, macro, tex
from baogao.study.tables_tex import as_booktabs

HOSTILE = Reference(
    "key",
    "DATA",
    r"报告 {50 %} & C:\a_b^c ~ #1 $x$",
    ("李, 娜", "A & B {Group}"),
    "2026-11-26",
    note="a\nTY  - BOOK\n@misc{b,",
)


def parsed(entry):
    """Key and fields of an entry: a strict reading, in which every brace that is no sign must be balanced."""
    head = re.fullmatch(r"@misc\{([\w-]+),\n(.*)\}\n", entry, re.DOTALL)
    fields, rest = {}, head[2]
    while rest:
        start = re.match(r"  (\w+) = \{", rest)
        depth, end = 1, start.end()
        while depth:
            sign = rest[end : end + 2]
            depth += (sign[0] == "{") - (sign[0] == "}")
            end += 2 if sign[0] == "\\" and sign[1] in "{}\\" else 1
        fields[start[1]] = rest[start.end() : end - 1]
        assert rest[end : end + 2] == ",\n"
        rest = rest[end + 2 :]
    return head[1], fields


def test_bibtex_keeps_chinese_and_escapes_what_tex_reads():
    key, fields = parsed(as_bibtex(HOSTILE))
    assert key == "key"
    assert fields["author"] == r"李, 娜 and {A \& B \{Group\}}"
    assert (
        fields["title"] == r"{报告 \{50 \%\} \& C:\textbackslash{}a\_b\textasciicircum{}c \textasciitilde{} \#1 \$x\$}"
    )
    assert fields["note"] == r"a TY - BOOK @misc\{b,"
    assert fields["year"] == "2026"


def test_a_parser_of_bibtex_reads_every_entry():
    bibtexparser = pytest.importorskip("bibtexparser", reason="bibtexparser is not here")
    entries = [as_bibtex(HOSTILE), *(cite(name).bibtex for name in ("baogao", "sample", "work-reports", *RECIPES))]
    read = bibtexparser.parse_string("\n".join(entries))
    assert len(read.failed_blocks) == 0
    assert len(read.entries) == len(entries)
    assert read.entries[1].fields_dict["author"].value == "{The baogao contributors}"


def test_a_parser_of_ris_reads_every_record():
    rispy = pytest.importorskip("rispy", reason="rispy is not here")
    records = rispy.loads("\n".join([as_ris(HOSTILE), *(cite(name).ris for name in ("baogao", "sample", *RECIPES))]))
    assert len(records) == 3 + len(RECIPES)
    assert records[0]["authors"] == ["李, 娜", "A & B {Group}"]
    assert [record["type_of_reference"] for record in records[:4]] == ["DATA", "COMP", "DATA", "FIGURE"]


def test_a_line_end_in_a_field_ends_no_record():
    lines = as_ris(HOSTILE).splitlines()
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    assert [line[:2] for line in lines] == ["TY", "ID", "AU", "AU", "TI", "PY", "DA", "N1", "ER"]


@pytest.mark.parametrize("name", RECIPES)
def test_a_figure_is_cited_with_its_caption_and_the_hashes_of_the_manifest(study, name):
    entry = read_manifest(study / "figures")["figures"].get(name)
    if entry is None:
        pytest.skip("the figure is new and has not been drawn")
    citation = cite(name)
    _, fields = parsed(citation.bibtex)
    assert citation.caption == entry["caption"]
    assert f"figures/{name}.csv (SHA-256 {entry['files'][f'{name}.csv']})" in citation.availability
    assert all(digest[:12] in fields["note"] for digest in entry["inputs"].values())
    assert fields["abstract"] == tex(entry["caption"])


def test_a_collection_says_where_its_texts_and_tables_are(study):
    sample, reports = cite("sample").availability, cite("work-reports").availability
    assert "The texts are in corpus/sample/texts." in sample
    assert "The texts themselves are not passed on." in reports
    assert f"The 57 reports are listed in corpus/work-reports/reports.csv (SHA-256 {hash_of(study)})" in reports
    assert "official document, Art. 5(1) PRC Copyright Law" in reports


def test_a_collection_that_someone_has_added_is_cited_by_its_own_authors(copy):
    mine = shutil.copytree(copy / "corpus/sample", copy / "corpus/mine")
    key, fields = parsed(cite("mine").bibtex)
    assert (key, fields["author"]) == ("mine", "{The authors of mine}")
    assert fields["howpublished"].startswith("In: mine; made with baogao")
    people = "  - family-names: 李\n    given-names: 娜\n"
    (mine / "CITATION.cff").write_text(f"title: 河流\ndate-released: 2026-03-05\nauthors:\n{people}", encoding="utf-8")
    key, fields = parsed(cite("mine").bibtex)
    assert (key, fields["author"], fields["year"]) == ("河流-mine", "李, 娜", "2026")
    assert parsed(cite("sample").bibtex)[1]["author"] == "{The baogao contributors}"


def hash_of(study):
    return sha256(study / "corpus/work-reports/reports.csv")


def test_what_is_no_figure_and_no_collection_is_refused(refused, copy):
    refused(["cite", "slogan-heat"], "slogan-heat: no such figure or collection", "slogan-heatmap", "work-reports")
    manifest = json.loads((copy / "figures/MANIFEST.json").read_text(encoding="utf-8"))
    del manifest["figures"]["slogan-heatmap"]
    (copy / "figures/MANIFEST.json").write_text(json.dumps(manifest), encoding="utf-8")
    refused(["cite", "slogan-heatmap"], "slogan-heatmap: is not among the figures", "baogao figures")
    (copy / "figures/slogan-heatmap.csv").unlink()
    refused(["cite", "slogan-heatmap", "--format", "booktabs"], "draw it with `baogao figures slogan-heatmap`")
    refused(["cite", "slogan-heatmap", "--collection", "sample"], "draw it with `baogao figures sample`")


@pytest.mark.parametrize("labels", ["zh", "en"])
def test_a_figure_that_is_drawn_in_other_words_only_is_cited_as_it_is(copy, baogao, labels):
    draw("corpus-card", "sample", Page(labels, "one"))
    code, out, _ = baogao("cite", "corpus-card", "--collection", "sample")
    path = f"figures/local/sample/{labels}-one/corpus-card.csv"
    assert code == 0
    assert f"{path} (SHA-256 {sha256(copy / path)})" in out
    assert "toprule" in baogao("cite", "corpus-card", "--collection", "sample", "--format", "booktabs")[1]


def test_the_command_prints_one_format_alone(baogao):
    assert baogao("cite", "sample", "--format", "bibtex")[1] == cite("sample").bibtex
    assert baogao("cite", "sample", "--format", "ris")[1] == cite("sample").ris
    _, out, _ = baogao("cite", "sample")
    assert out.index("Sample collection") < out.index("Data availability: ") < out.index("@misc{") < out.index("TY  - ")


def test_the_citation_file_is_valid_and_says_the_version(study):
    path = study / "CITATION.cff"
    reference = read_cff(path)
    assert reference.authors == ("The baogao contributors",)
    assert f'version = "{reference.version}"' in (study / "pyproject.toml").read_text(encoding="utf-8")
    assert date.fromisoformat(reference.date)
    validator = pytest.importorskip("cffconvert", reason="cffconvert is not here")
    validator.Citation(path.read_text(encoding="utf-8")).validate()


def test_people_of_a_citation_file_are_read_in_order(tmp_path):
    (tmp_path / "CITATION.cff").write_text(
        'title: "河流 # 1"\nauthors:\n  - family-names: 李\n    given-names: 娜\n    orcid: x\n  - name: A Group\n'
        "license: CC0-1.0 # of all\nreferences:\n  - title: other\n    authors:\n      - name: Nobody\n",
        encoding="utf-8",
    )
    reference = read_cff(tmp_path / "CITATION.cff")
    assert reference.authors == ("李, 娜", "A Group")
    assert (reference.title, reference.licence) == ("河流 # 1", "CC0-1.0")


def test_every_number_has_a_macro_of_letters(study):
    numbers = json.loads((study / "figures/numbers.json").read_text(encoding="utf-8"))
    lines = as_macros(numbers).splitlines()[3:]
    defined = dict(re.fullmatch(r"\\newcommand\{\\([A-Za-z]+)\}\{(.*)\}", line).groups() for line in lines)
    values = [(name, key, value) for name, of in numbers.items() for key, value in of.items() if value is not None]
    assert len(defined) == len(lines) == len(values)
    for name, key, value in values:
        written = defined[macro(name, key).removeprefix("\\")]
        assert written == (tex(value) if isinstance(value, str) else f"\\baogaoNumber{{{value}}}")


def test_a_table_for_tex_has_the_rows_of_the_figure(study):
    table = pd.read_csv(study / "figures/slogan-heatmap.csv")
    lines = as_booktabs(table, caption="a", label="tab:a").splitlines()
    rows = lines[lines.index(r"\endhead") + 1 : lines.index(r"\bottomrule")]
    assert len(rows) == len(table)
    assert all(re.subn(r"(?<!\\)&", "", row)[1] == len(table.columns) - 1 for row in rows)
    assert as_booktabs(table.head(3), caption="a", label="b").count("longtable") == 0


@pytest.fixture
def crate(copy):
    write_crate(copy / "figures")
    return json.loads((copy / "figures" / CRATE).read_text(encoding="utf-8"))["@graph"]


def test_the_crate_lists_every_file_of_the_manifest_with_its_hash(copy, crate):
    entities = {entity["@id"]: entity for entity in crate}
    files = {
        file: sha
        for entry in read_manifest(copy / "figures")["figures"].values()
        for file, sha in entry["files"].items()
    }
    assert files.items() <= {name: entity.get("sha256") for name, entity in entities.items()}.items()
    assert {part["@id"] for part in entities["./"]["hasPart"]} >= files.keys()
    assert entities[CRATE]["about"] == {"@id": "./"}
    assert date.fromisoformat(entities["./"]["datePublished"])
    assert {"name", "description", "license", "author"} <= entities["./"].keys()


def test_whatever_the_crate_refers_to_is_in_it(crate):
    names = [entity["@id"] for entity in crate]
    assert len(names) == len(set(names))

    def references(value):
        if isinstance(value, dict):
            yield from [value["@id"]] if value.keys() == {"@id"} else map_all(value.values())
        elif isinstance(value, list):
            yield from map_all(value)

    def map_all(values):
        return [name for value in values for name in references(value)]

    outside = {"https://w3id.org/ro/crate/1.2"}
    assert {name for entity in crate for name in map_all(entity.values())} <= set(names) | outside


def test_the_same_figures_give_the_same_crate(copy, crate):
    first = (copy / "figures" / CRATE).read_bytes()
    write_crate(copy / "figures")
    assert (copy / "figures" / CRATE).read_bytes() == first
    assert crate


def test_a_reader_of_crates_opens_it(copy, crate):
    rocrate = pytest.importorskip("rocrate.rocrate", reason="rocrate is not here")
    opened = rocrate.ROCrate(copy / "figures")
    assert opened.name.startswith("Figures of baogao")
    n_files = sum(len(entry["files"]) for entry in read_manifest(copy / "figures")["figures"].values())
    assert len(opened.get_by_type("File")) >= n_files
    assert len(opened.get_by_type("CreateAction")) == len(crate and read_manifest(copy / "figures")["figures"])


def test_a_figure_that_was_not_drawn_is_refused(copy):
    (copy / "figures/MANIFEST.json").write_text('{"figures": {}, "versions": {}}', encoding="utf-8")
    with pytest.raises(SettingError, match="is not among the figures"):
        cite("slogan-curves")
