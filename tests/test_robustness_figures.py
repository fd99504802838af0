"""Figures of robustness and of levels: what is drawn is the table; inputs of every collection are named."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from baogao.corpus.store.collection import read_reports
from baogao.errors import SettingError
from baogao.features.current import read_table
from baogao.figures.draw import provenance
from baogao.figures.page import Page
from baogao.figures.provenance import inputs, study_inputs
from baogao.figures.recipes import (
    RECIPES,
    rhetoric_barcode,
    rhetoric_change,
    rhetoric_levels,
    robustness_engines,
    robustness_policies,
    robustness_transcriptions,
)
from baogao.figures.recipes.panels import in_order, title
from baogao.figures.style import house_style
from baogao.study.verify import _changed_inputs


def test_inputs_of_the_collections_beside_are_listed_and_a_change_of_them_is_named(copy):
    told = provenance("rhetoric-levels", "work-reports")["inputs"]
    for collection in ("work-reports", "provincial"):
        assert f"corpus/{collection}/reports.csv" in told
        assert f"corpus/{collection}/features/devices.parquet" in told
    manifest = {"figures": {"rhetoric-levels": {"collection": "work-reports", "inputs": told, "files": {}}}}
    (copy / "figures/MANIFEST.json").write_text(json.dumps(manifest), encoding="utf-8")
    path = copy / "corpus/provincial/reports.csv"
    path.write_bytes(path.read_bytes().replace(b"2025", b"2024", 1))
    named = _changed_inputs(copy / "figures/rhetoric-levels.csv")
    assert named == "changed input: corpus/provincial/reports.csv"


def test_the_list_of_defective_texts_is_an_input():
    listed = "corpus/work-reports-variants/defects.csv"
    assert listed in inputs("work-reports-variants", ("hits",))
    assert listed in study_inputs()
    assert not any("defects" in path for path in inputs("provincial", ("hits",)))


def test_the_centre_has_counts_and_the_provinces_intervals():
    table = rhetoric_levels.tabulate("work-reports")
    groups, reports = (table[table["kind"] == kind] for kind in ("group", "report"))
    assert set(groups["n_reports"]) == {21}
    assert (groups["low"] < groups["rate_per_10k"]).all()
    assert reports[["low", "high"]].isna().all(axis=None)
    assert reports["report"].nunique() == rhetoric_levels.MOST_REPORTS
    members = table[table["kind"] == "member"].groupby(["year", "device"])["count"].sum()
    assert members.tolist() == groups.set_index(["year", "device"])["count"].loc[members.index].tolist()


def test_ticks_intervals_and_dots_are_those_of_the_table():
    table = rhetoric_levels.tabulate("work-reports")
    with house_style():
        figure = rhetoric_levels.plot_levels(table, Page("en", "two"))
    panels = {axes.get_title(loc="left").replace("\n", " "): axes for axes in figure.axes}
    assert not table.query("device == 'achievement'")["drawn"].all()
    assert title("achievement").en not in panels
    for device, column in (("numeric_formula", "rate_per_10k"), ("intensity", "corrected")):
        axes, own = panels[title(device).en], table[table["device"] == device]
        assert axes.lines[-2].get_xdata().tolist() == own.loc[own["kind"] == "report", column].tolist()[::-1]
        members = own[(own["kind"] == "member") & (own["year"] == 2025)]
        assert axes.lines[0].get_xdata().tolist() == members[column].tolist()
        assert axes.lines[1].get_xdata() == [members[column].median()]
        assert len(axes.get_yticks()) == 2 + rhetoric_levels.MOST_REPORTS


def test_the_changes_are_drawn_with_their_intervals_and_filled_where_q_is_small():
    table = rhetoric_change.tabulate("provincial")
    assert set(table["n_issuers"]) == {21}
    with house_style():
        [axes] = rhetoric_change.plot_change(table).axes
    drawn = table[table["drawn"]].set_index("device").loc[in_order(table.loc[table["drawn"], "device"])]
    filled, hollow = axes.lines[-2:]
    is_clear = drawn["q"] < rhetoric_change.MAX_Q
    shares = 100 * drawn["change"] / drawn["rate_before"]
    assert filled.get_xdata().tolist() == pytest.approx(shares[is_clear].tolist())
    assert hollow.get_xdata().tolist() == pytest.approx(shares[~is_clear].tolist())
    assert len(axes.get_yticklabels()) == len(drawn)


def test_the_stripes_of_the_barcode_are_the_passages_of_one_report():
    table = rhetoric_barcode.tabulate("work-reports")
    assert table["report_id"].nunique() == 1
    passages = table.drop_duplicates("passage_id")
    assert passages["start_char"].tolist()[1:] == passages["end_char"].tolist()[:-1]
    with house_style():
        [axes] = rhetoric_barcode.plot_barcode(table).axes
    shades = axes.collections[0].get_array()
    assert shades.shape == (table.loc[table["drawn"], "device"].nunique(), len(passages))
    assert 0 <= shades.min() < shades.max() == 1


def test_every_cell_of_the_transcriptions_is_in_a_bar_and_every_unmarked_difference_in_the_list():
    table = robustness_transcriptions.tabulate("work-reports-variants")
    with house_style():
        above, below = robustness_transcriptions.plot_transcriptions(table).axes
    assert sum(bar.get_height() for bar in above.patches) == len(table)
    n_different = table["equal_unmarked"].eq(False).sum()
    assert len(below.get_yticklabels()) == min(n_different, robustness_transcriptions.MOST)
    assert (table.loc[table["year"] == 1959, "defects"] == "web-crawl holds the text twice").all()
    outlets = ["web-crawl", "wikisource-html", "wikisource-wikitext"]
    assert table["equal"].tolist() == [len(set(counts) - {pd.NA}) == 1 for counts in table[outlets].to_numpy().tolist()]


def test_of_two_counts_that_differ_neither_is_marked_as_the_other_one():
    fixed = {
        "slogan_id": "s",
        "slogan": "普法",
        "gloss_en": "public legal education",
        "year": [2001, 2002],
        "equal": False,
        "equal_unmarked": False,
    }
    table = pd.DataFrame({**fixed, "defects": "", "a": [1, 1], "b": [2, 2], "c": [pd.NA, 2]})
    with house_style():
        below = robustness_transcriptions.plot_transcriptions(table).axes[1]
    coloured = [text.get_text() for text in below.texts if text.get_color() == robustness_transcriptions.COLOURS[1]]
    assert [text.get_text() for text in below.texts] == ["1", "2", "–", "1", "2", "2"]
    assert coloured == ["1"]


def test_protected_slogans_are_whole_and_plain_ones_mostly_not():
    table = robustness_policies.tabulate("provincial")
    whole = table[table["measure"] == "share_whole"].set_index("policy")
    maximal = int(read_table("provincial", "hits")["maximal"].sum())
    assert whole.loc["protected", "value"] == pytest.approx(1, abs=1e-3)  # 1+N and its like are no words
    assert whole.loc["plain", "value"] < 0.5
    assert set(whole["n"]) == {maximal}
    assert set(table.loc[table["measure"] == "rbo", "n"]) == {robustness_policies.MOST}


def test_every_topic_is_compared_with_the_other_engines():
    table = robustness_engines.tabulate("provincial")
    assert table["comparison"].value_counts().tolist() == [20] * 5
    across = table[table["comparison"].str.contains("against")]
    assert across["comparison"].unique().tolist() == ["gibbs against gensim", "gibbs against nmf"]
    assert (across["recurrence"] == (across["cosine"] >= 0.7)).all()
    assert across["npmi"].isna().all()


@pytest.mark.parametrize("name", ["rhetoric-levels", *(name for name in RECIPES if "robustness" in name)])
def test_a_collection_that_does_not_suit_is_refused_in_one_line(name):
    assert len(read_reports("judicial")) == 5
    with pytest.raises(SettingError) as refusal:
        RECIPES[name].tabulate("judicial")
    assert "\n" not in str(refusal.value)
