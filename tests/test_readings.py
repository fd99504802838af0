"""What was read to widen the lexicon: every candidate has one decision, every annotation lies in its excerpt."""

from __future__ import annotations

import json
from typing import get_args

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from baogao.language.lexicon import SloganClass, Standing
from baogao.language.reader.forms import plain

REASONS = {"boundary", "collocation", "term", "name", "fragment", "news"}


@pytest.fixture
def reviewed(study):
    path = study / "corpus" / "lexicons" / "reviewed.tsv"
    return pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False, quoting=3)


def test_every_candidate_has_one_decision(reviewed):
    assert not reviewed["form"].duplicated().any()
    assert set(reviewed["decision"]) == {"slogan", "refused"}
    is_slogan = reviewed["decision"] == "slogan"
    assert set(reviewed.loc[is_slogan, "reason"]) == {""}
    assert set(reviewed.loc[~is_slogan, "reason"]) == REASONS
    assert ((reviewed["right_form"] != "") | (reviewed["reason"] != "boundary")).all()
    assert set(reviewed["round"]) == {"1", "2"}


def test_every_slogan_that_was_read_has_class_standing_and_gloss(reviewed):
    is_slogan = reviewed["decision"] == "slogan"
    assert set(reviewed.loc[is_slogan, "class"]) == set(get_args(SloganClass))
    assert set(reviewed.loc[is_slogan, "standing"]) == set(get_args(Standing))
    assert (reviewed.loc[is_slogan, "gloss_en"] != "").all()
    assert (reviewed.loc[~is_slogan, ["class", "standing", "gloss_en"]] == "").all(axis=None)


def test_the_agreement_of_the_two_readings_is_the_stated_one(study, reviewed):
    path = study / "corpus" / "lexicons" / "reviewed-again.tsv"
    again = pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False, quoting=3)
    both = again.merge(reviewed, on="form", suffixes=("_again", ""))
    assert len(both) == len(again)
    first = both["decision"].where(both["round"] == "1", "refused")  # the second round only took refused ones up
    cells = pd.crosstab(first, both["decision_again"]).to_numpy()
    agreement = np.trace(cells) / cells.sum()
    by_chance = (cells.sum(axis=0) @ cells.sum(axis=1)) / cells.sum() ** 2
    kappa = (agreement - by_chance) / (1 - by_chance)  # Cohen 1960
    assert kappa == pytest.approx(cohens_kappa(cells).kappa)
    readme = " ".join((study / "corpus/lexicons/README.md").read_text(encoding="utf-8").split())
    stated = (
        f"reading of {len(again)} of the first round drawn at random, by a language model too: the two agree on slogan "
        "or not in"
    )
    assert f"{stated} {agreement:.1%}, Cohen's kappa {kappa:.2f}" in readme


def test_the_readme_tells_how_many_were_read(study, reviewed):
    readme = (study / "corpus" / "lexicons" / "README.md").read_text(encoding="utf-8")
    assert f"each of {len(reviewed):,} candidates" in readme
    assert f"{(reviewed['round'] == '2').sum():,} decisions\nare of this round" in readme
    assert f"of {len(list((study / 'corpus/lexicons/readings').glob('*.json')))} excerpts" in readme
    assert f"{len(pd.read_parquet(study / 'corpus/lexicons/reader/forms.parquet')):,} forms with" in readme


def test_held_out_texts_and_prompted_forms_are_of_annotated_excerpts(study, reviewed):
    folder = study / "corpus" / "lexicons" / "readings"
    reports = {path.stem for path in folder.glob("*.json")}
    held_out = pd.read_csv(folder / "held-out.tsv", sep="\t", dtype=str)
    parts = held_out["reports"].str.split("|").explode()
    assert (len(held_out), len(parts)) == (17, 22)
    assert not parts.duplicated().any()
    assert set(parts) < reports
    prompted = pd.read_csv(folder / "prompted.tsv", sep="\t", dtype=str, keep_default_na=False, quoting=3)
    assert set(prompted["report"]) <= reports
    second = set(reviewed.loc[reviewed["round"] == "2", "form"].map(plain))
    assert set(prompted["form"]) <= second


def test_every_annotation_lies_in_its_excerpt(study):
    for path in (study / "corpus" / "lexicons" / "readings").glob("*.json"):
        reading = json.loads(path.read_text(encoding="utf-8"))
        assert reading["report"] == path.stem
        for slogan in reading["slogans"]:
            assert slogan["class"] in get_args(SloganClass)
            assert len(slogan["spans"]) == slogan["count"] > 0
            for start, end in slogan["spans"]:
                assert reading["start"] <= start < end <= reading["end"]
                assert end - start in {len(surface) for surface in slogan["surfaces"]}
        for series in reading["series"]:
            assert reading["start"] <= series["start"] < series["end"] <= reading["end"]
