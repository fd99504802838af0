"""What is done with a topic model: intrusion, exemplars, themes, seeds, regressions, specification curves."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest
import scipy.stats
import statsmodels.api as sm
from scipy.sparse import csr_matrix
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

import baogao as bg
from baogao.errors import CorpusError, SettingError, TableError
from baogao.features.theme_tables import read_findings, read_seeds, read_themes
from baogao.measures.exemplars import exemplars
from baogao.measures.intrusion import (
    WORDS,
    cohen_kappa,
    intrusion_agreement,
    intrusion_found,
    intrusion_items,
    intrusion_scores,
)
from baogao.measures.matrix import DocumentTermMatrix
from baogao.measures.prevalence_effects import clustered_fit, design_matrix, prevalence_effects
from baogao.measures.seeded_topics import seeded_topics
from baogao.measures.specification import carriers, sign_agreement, specification_estimates
from baogao.measures.stored_specification import specification_folder
from baogao.measures.themes import merge_topics, model_key, theme_groups
from baogao.measures.topic_tables import prevalence
from baogao.measures.topics import TopicModel
from baogao.paths import STUDY, collection_folder

K, OWN = 4, 12


def model_of(phi, theta=None, lengths=None, vocabulary=None):
    phi = np.array(phi, dtype=float)
    theta = np.eye(len(phi)) if theta is None else np.array(theta, dtype=float)
    lengths = np.full(len(theta), 30) if lengths is None else np.array(lengths)
    vocabulary = vocabulary or tuple(f"w{i:03}" for i in range(phi.shape[1]))
    return TopicModel(theta, phi, vocabulary, tuple(f"r{i}:1" for i in range(len(theta))), lengths, "gibbs", {})


def blocks():
    """A model of four topics with twelve terms each, and its terms as readers are shown them."""
    phi = np.full((K, K * OWN), 0.001)
    for topic in range(K):
        phi[topic, topic * OWN : (topic + 1) * OWN] = np.linspace(0.1, 0.05, OWN)
    model = model_of(phi / phi.sum(axis=1, keepdims=True))
    rows = [(topic + 1, rank + 1, model.vocabulary[topic * OWN + rank]) for topic in range(K) for rank in range(OWN)]
    return model, pd.DataFrame(rows, columns=["topic", "rank", "term"])


# --- word intrusion --------------------------------------------------------------------------------------------------


def test_an_item_holds_the_five_first_terms_and_one_that_is_at_home_elsewhere():
    model, terms = blocks()
    items = intrusion_items(model, terms, pd.Series(0.5, index=terms["term"]), seed=3)
    home = dict(zip(terms["term"], terms["topic"], strict=True))
    assert sorted(items["topic"]) == [1, 2, 3, 4]
    for row in items.to_dict("records"):
        words = {row[name] for name in WORDS}
        own = terms.loc[(terms["topic"] == row["topic"]) & (terms["rank"] <= 5), "term"]
        assert words == {*own, row["intruder"]}
        assert home[row["intruder"]] != row["topic"]
        assert int(row["intruder"][1:]) % OWN < 10  # among the first ten of its own topic


def test_an_intruder_is_as_widespread_as_the_terms_that_it_stands_among():
    model, terms = blocks()
    spread = pd.Series({term: 0.1 if int(term[1:]) % 2 else 0.9 for term in terms["term"]})
    for term in ("w000", "w001", "w002", "w003", "w004"):
        spread[term] = 0.9
    spread[terms.loc[(terms["topic"] == 2) & (terms["rank"] <= 5), "term"]] = 0.1
    for seed in range(10):
        items = intrusion_items(model, terms, spread, seed=seed).set_index("topic")
        assert spread[items.loc[1, "intruder"]] == 0.9
        assert spread[items.loc[2, "intruder"]] == 0.1


def test_the_place_of_the_intruder_tells_nothing_and_the_seed_tells_all():
    model, terms = blocks()
    spread = pd.Series(0.5, index=terms["term"])
    places = [
        [row[name] for name in WORDS].index(row["intruder"])
        for seed in range(150)
        for row in intrusion_items(model, terms, spread, seed=seed).to_dict("records")
    ]
    assert scipy.stats.chisquare(np.bincount(places, minlength=6)).pvalue > 0.001
    pd.testing.assert_frame_equal(*(intrusion_items(model, terms, spread, seed=9) for _ in range(2)))


def test_too_few_terms_or_no_dispersion_are_refused():
    model, terms = blocks()
    with pytest.raises(SettingError, match="topic 1: has 4 terms"):
        intrusion_items(model, terms[terms["rank"] <= 4], pd.Series(0.5, index=terms["term"]), seed=1)
    with pytest.raises(SettingError, match="no dispersion for w000"):
        intrusion_items(model, terms, pd.Series(0.5, index=terms["term"][1:]), seed=1)


def key_of(n):
    rows = [(item, item, "c", *"abcdef") for item in range(1, n + 1)]
    return pd.DataFrame(rows, columns=["item", "topic", "intruder", *WORDS])


def test_a_test_is_scored_by_hand_and_by_statsmodels():
    first = pd.Series({1: "c", 2: "3", 3: "c", 4: "a", 5: "", 6: "3", 7: "f", 8: "c"})
    second = pd.Series({1: "c", 2: "c", 3: "b", 4: "a", 5: "c", 6: "c", 7: "e", 8: "c"})
    found = intrusion_found(key_of(8), {"first": first, "second": second})
    scores = intrusion_scores(found).set_index("reader")
    assert scores["n_found"].tolist() == [5, 5, 5]
    assert scores["n_answered"].tolist() == [7, 8, 7.5]
    assert scores.loc["first", ["low", "high"]].tolist() == pytest.approx(proportion_confint(5, 8, method="wilson"))
    pair = intrusion_agreement(found).iloc[0]
    assert pair["same_answer"] == 5 / 8  # 1, 2, 4, 6, 8
    assert pair["kappa_answer"] == pytest.approx((5 / 8 - 1 / 6) / (5 / 6))
    hits = found.pivot(index="topic", columns="reader", values="found").to_numpy(bool)
    crossed = pd.crosstab(hits[:, 0], hits[:, 1]).to_numpy()
    assert pair["kappa_found"] == pytest.approx(cohens_kappa(crossed).kappa)


def test_readers_who_find_all_have_no_kappa():
    assert np.isnan(cohen_kappa(np.ones((5, 2), bool)))


def test_every_faulty_answer_is_named_in_one_line():
    answers = {"first": pd.Series({1: "c", 2: "x"}), "second": pd.Series({1: "a", 2: "b", 3: "c"})}
    with pytest.raises(TableError, match=r"first: item 2: 'x' is none of a, b, c, d, e, f.*item\(s\) 3 lacking"):
        intrusion_found(key_of(2), answers)


# --- exemplars -------------------------------------------------------------------------------------------------------


def test_exemplars_are_long_and_of_different_reports():
    theta = [[0.9, 0.1], [0.99, 0.01], [0.8, 0.2], [0.7, 0.3], [0.1, 0.9]]
    model = model_of(np.eye(2), theta, [30, 5, 40, 40, 30])
    passages = pd.DataFrame({"passage_id": model.passage_ids, "report_id": list("aabca"), "start": 0, "end": 1})
    table = exemplars(model, passages, n=2)
    assert table[table["topic"] == 1]["passage_id"].tolist() == ["r0:1", "r2:1"]  # r1:1 is too short
    assert table[table["topic"] == 2]["share"].tolist() == [0.9, 0.3]
    with pytest.raises(SettingError, match="the longest has 40"):
        exemplars(model, passages, min_tokens=41)


# --- themes ----------------------------------------------------------------------------------------------------------


def test_shares_of_themes_are_sums_of_the_shares_of_their_topics():
    rng = np.random.default_rng(1)
    model = model_of(rng.dirichlet(np.ones(9), 5), rng.dirichlet(np.ones(5), 24), rng.integers(5, 50, 24))
    passages = pd.DataFrame({"passage_id": model.passage_ids, "report_id": [f"d{i // 2}" for i in range(24)]})
    reports = pd.DataFrame({"report_id": [f"d{i}" for i in range(12)], "year": [2020, 2021] * 6})
    reports["issuer"] = [f"i{i}" for i in range(12)]
    merged = merge_topics(model, [[5, 1], [2], [3, 4]])
    assert merged.phi.sum(axis=1) == pytest.approx(np.ones(3))
    shares = prevalence(model, passages, reports).pivot(index="topic", columns="year", values="share")
    joined = prevalence(merged, passages, reports).pivot(index="topic", columns="year", values="share")
    assert joined.loc[1].to_numpy() == pytest.approx((shares.loc[1] + shares.loc[5]).to_numpy())
    assert joined.loc[3].to_numpy() == pytest.approx((shares.loc[3] + shares.loc[4]).to_numpy())
    # the expected tokens of every term are those of the model
    tokens = [(each.theta * each.lengths[:, None]).sum(axis=0) @ each.phi for each in (model, merged)]
    assert tokens[1] == pytest.approx(tokens[0])


@pytest.mark.parametrize("groups", [[[1, 2]], [[1, 2], [2, 3]], [[1, 2], [3, 4]]])
def test_groups_hold_every_topic_once(groups):
    with pytest.raises(SettingError, match="must be in one theme and no more"):
        merge_topics(model_of(np.eye(3)), groups)


def test_the_key_changes_with_what_readers_were_shown():
    model, _ = blocks()
    turned = model_of(model.phi[[1, 0, 2, 3]], vocabulary=model.vocabulary)
    nearly = model_of(model.phi * (1 + 1e-9), vocabulary=model.vocabulary)
    assert model_key(turned) != model_key(model) == model_key(nearly)


HEAD = "theme\tzh\ten\ttopics\tevidence\treader\tsecond_label\tagree\tmodel\n"
GOOD = "farming\t农业\tFarming\t1;3\t粮食\tfirst\t农村\tyes\t0123456789ab\n"


def folder_with(tmp_path, name, text):
    folder = tmp_path / "mine"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_table_of_themes_is_read_and_told_apart_from_that_of_another_model(tmp_path):
    folder = folder_with(tmp_path, "themes.tsv", HEAD + GOOD)
    table = read_themes(folder, "0123456789ab")
    assert table["topics"].tolist() == [[1, 3]]
    assert theme_groups(table, 4)["topics"].tolist() == [[1, 3], [2, 4]]
    with pytest.raises(CorpusError, match="of the model 0123456789ab, and the stored one is ba9876543210: its"):
        read_themes(folder, "ba9876543210")
    with pytest.raises(SettingError, match=r"topic\(s\) 3: there are 1 to 2"):
        theme_groups(table, 2)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (GOOD.replace("yes", ""), "agree ''.*one of yes, no, mixed"),
        (GOOD.replace("1;3", "1,3"), "parted by semicolons"),
        (GOOD.replace("farming", "Farming"), "lower-case letters"),
        (GOOD.replace("粮食", ""), "filled in"),
        (GOOD + GOOD, "stands in line 2 already"),
    ],
)
def test_a_faulty_table_of_themes_is_refused_in_one_line(tmp_path, row, fault):
    with pytest.raises(CorpusError, match=fault) as error:
        read_themes(folder_with(tmp_path, "themes.tsv", HEAD + row), "0123456789ab")
    assert "\n" not in str(error.value)


def test_two_themes_may_not_hold_one_topic():
    table = pd.DataFrame({"theme": ["a", "b"], "zh": "甲", "en": "A", "topics": [[1, 2], [2]], "agree": "yes"})
    with pytest.raises(SettingError, match=r"topic\(s\) 2 in two themes"):
        theme_groups(table, 3)


def test_findings_are_on_seeded_themes(tmp_path):
    folder = folder_with(tmp_path, "seeds.tsv", "theme\tzh\ten\tterms\nfarming\t农\tFarming\t农业 粮食\n")
    folder_with(tmp_path, "findings.tsv", "finding\ttheme\tstatistic\tfirst\tlast\nf\tlaw\ttrend\t1978\t2025\n")
    assert read_seeds(folder / "seeds.tsv")["terms"].tolist() == [["农业", "粮食"]]
    with pytest.raises(CorpusError, match=r"law: no such theme in seeds\.tsv"):
        read_findings(folder)


# --- seeded topics ---------------------------------------------------------------------------------------------------


def planted(seed=1, n=400):
    """Passages of five themes with twenty terms each; the share of each theme in each passage is known."""
    rng = np.random.default_rng(seed)
    theta = rng.dirichlet(np.full(5, 0.15), n)
    weights = np.array([2.0] * 4 + [1.0] * 16)
    phi = np.kron(np.eye(5), weights / weights.sum())
    counts = np.array([rng.multinomial(60, row @ phi) for row in theta])
    vocabulary = tuple(f"{theme}{i:02}" for theme in "abcde" for i in range(20))
    ids = tuple(f"r{i}:1" for i in range(n))
    return DocumentTermMatrix(ids, vocabulary, csr_matrix(counts), int(counts.sum())), theta, phi


def test_seeded_themes_are_recovered_in_their_order():
    matrix, theta, phi = planted()
    seeds = {"fourth": ["d00", "d05", "d06"], "second": ["b01", "b07", "b19"]}
    model, themes = seeded_topics(matrix, seeds, n_free=3, seed=2)
    assert themes["theme"].tolist() == ["fourth", "second"]
    for topic, truth in enumerate((3, 1)):
        assert np.corrcoef(model.theta[:, topic], theta[:, truth])[0, 1] > 0.98
        assert np.abs(model.phi[topic] - phi[truth]).sum() / 2 < 0.1
        own = phi[truth][[matrix.vocabulary.index(term) for term in list(seeds.values())[topic]]].sum()
        assert themes["seed_mass"][topic] == pytest.approx(own, abs=0.03)
        assert themes["prevalence"][topic] == pytest.approx(theta[:, truth].mean(), abs=0.02)
    assert (themes["seed_recall"] > 0.95).all()


def test_seeds_must_stand_in_the_matrix_and_for_one_theme():
    matrix, _, _ = planted(n=40)
    with pytest.raises(SettingError, match="thin: at least two terms"):
        seeded_topics(matrix, {"thin": ["a00", "nowhere"]}, n_free=3, seed=1)
    with pytest.raises(SettingError, match="a00 in two themes"):
        seeded_topics(matrix, {"one": ["a00", "a01"], "two": ["a00", "b01"]}, n_free=3, seed=1)


# --- regression of prevalence ----------------------------------------------------------------------------------------


def reports_of(rng, n_issuers, *, effect=0.04):
    """Reports of two years with issuers of two levels, their shares of a topic, and 20 passages each."""
    year, issuer = np.tile([2025, 2026], n_issuers), np.repeat(np.arange(n_issuers), 2)
    level = np.where(issuer % 3 == 0, "county", "city")
    share = 0.2 + effect * (year == 2026) + 0.03 * (level == "county")
    share = share + rng.normal(0, 0.03, n_issuers)[issuer] + rng.normal(0, 0.02, len(year))
    lengths = rng.integers(20, 80, (len(year), 20))
    own = rng.beta(4 * share, 4 * (1 - share), (20, len(year))).T
    counts = rng.binomial(lengths, own)
    theta = ((counts + 0.1) / (lengths + 0.2)).ravel()
    reports = pd.DataFrame({"report_id": [f"d{i}" for i in range(len(year))], "year": year, "level": level})
    reports["issuer"] = issuer.astype(str)
    model = model_of(np.eye(2), np.column_stack([theta, 1 - theta]), lengths.ravel())
    own = np.repeat(reports["report_id"].to_numpy(), 20)
    passages = pd.DataFrame({"passage_id": model.passage_ids, "report_id": own})
    return model, passages, reports


@pytest.mark.parametrize("variance", ["CV1", "CV3"])
def test_a_single_draw_equals_statsmodels(variance):
    rng = np.random.default_rng(4)
    model, passages, reports = reports_of(rng, 24)
    reports = reports.assign(n=rng.normal(size=len(reports)))
    reports = reports.drop(index=[3, 8])  # clusters of unequal size
    table = prevalence_effects(
        model, passages, reports, on=["year", "level", "n"], n_draws=0, variance=variance, seed=1
    )
    own = table[table["topic"] == 1].set_index("term")
    tokens = pd.Series(model.lengths).groupby(passages["report_id"]).sum()
    parts = pd.Series(model.theta[:, 0] * model.lengths).groupby(passages["report_id"]).sum()
    y = (parts / tokens)[reports["report_id"]].to_numpy()
    columns = {"year=2026": reports["year"] == 2026, "level=county": reports["level"] == "county"}
    x = sm.add_constant(pd.DataFrame(columns).astype(float).assign(n=reports["n"] - reports["n"].mean())).to_numpy()
    groups = pd.factorize(reports["issuer"])[0]
    plain = sm.OLS(y, x).fit()
    assert own["estimate"].to_numpy() == pytest.approx(plain.params, rel=1e-9)
    if variance == "CV1":
        fit = sm.OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True)
        assert own["se"].to_numpy() == pytest.approx(fit.bse, rel=1e-9)
        assert own[["low", "high"]].to_numpy() == pytest.approx(fit.conf_int(), rel=1e-9)
        assert own["p"].to_numpy()[1:] == pytest.approx(fit.pvalues[1:], rel=1e-6)
    else:
        without = [sm.OLS(y[groups != g], x[groups != g]).fit().params - plain.params for g in range(24)]
        assert own["se"].to_numpy() == pytest.approx(np.sqrt(23 / 24 * np.square(without).sum(axis=0)), rel=1e-9)


def test_the_topics_tests_are_one_family():
    rng = np.random.default_rng(4)
    theta = rng.dirichlet(np.ones(6), 800)
    model, passages, reports = reports_of(rng, 20)
    model = TopicModel(theta, np.eye(6), tuple("abcdef"), model.passage_ids, model.lengths, "gibbs", {})
    table = prevalence_effects(model, passages, reports, on=["year", "level"], n_draws=0, seed=1)
    effects = table[table["term"] != "intercept"]
    assert table.loc[table["term"] == "intercept", ["p", "q"]].isna().all(axis=None)
    assert len(effects) == 12
    assert effects["q"].to_numpy() == pytest.approx(multipletests(effects["p"], method="fdr_bh")[1], rel=1e-9)
    outside = (effects["low"] > 0) | (effects["high"] < 0)
    assert (outside == (effects["p"] < 0.05)).all()


def test_draws_add_what_so_many_tokens_leave_open():
    model, passages, reports = reports_of(np.random.default_rng(5), 20)
    ids = reports["report_id"]
    reports = reports.assign(issuer=[f"i{i}" for i in range(len(ids))])
    short = TopicModel(model.theta, model.phi, model.vocabulary, model.passage_ids, np.full(800, 2), "gibbs", {})
    known, drawn = (
        prevalence_effects(short, passages, reports, on=["year"], n_draws=n, seed=1)["se"][0] for n in (0, 200)
    )
    # Of a share p by passages of 2 tokens, Dirichlet(2 p) has the variance p (1 - p) / 3; the intercept is the mean of
    # 20 reports of 20 passages. It enters the spread of the reports, and once more the variance between draws.
    p = short.theta[np.isin(passages["report_id"], ids[reports["year"] == 2025])][:, 0]
    added = 2 * (p * (1 - p) / 3).mean() / 400
    assert drawn**2 - known**2 == pytest.approx(added, rel=0.25)


def test_intervals_cover_the_truth():
    """40 clusters, 150 simulated collections; benchmarks/effects.py has 1,000 at 5 to 60."""
    rng, covered = np.random.default_rng(11), []
    for _ in range(150):
        table = prevalence_effects(*reports_of(rng, 40), on=["year", "level"], n_draws=5, seed=int(rng.integers(1e9)))
        own = table[table["topic"] == 1].set_index("term")
        truth = {"year=2026": 0.04, "level=county": 0.03}
        covered += [own.loc[term, "low"] <= value <= own.loc[term, "high"] for term, value in truth.items()]
    # 300 checks of .95 fall outside these bounds once in a thousand
    low, high = scipy.stats.binom.ppf([0.0005, 0.9995], 300, 0.95)
    assert low <= sum(covered) <= high


def test_the_measured_coverage_is_that_of_the_page(study):
    table = pd.read_csv(study / "benchmarks/effects.csv").query("variance == 'CV3' and n_clusters >= 20")
    assert set(table["n_clusters"]) == {20, 40, 60}
    assert (table["n_simulated"] == 1000).all()
    assert table["coverage"].between(0.93, 0.97).all()
    assert "93 to 97 % hold the truth at 20, 40 and 60 issuers" in (study / "docs/topics-in-use.md").read_text("utf-8")


def test_thinning_the_reports_of_one_year_moves_no_effect():
    rng = np.random.default_rng(8)
    model, passages, reports = reports_of(rng, 30)
    later = passages["report_id"].isin(reports.loc[reports["year"] == 2026, "report_id"]).to_numpy()
    whole = prevalence_effects(model, passages, reports, on=["year"], n_draws=0, seed=1)["estimate"][1]
    thinned = []
    for _ in range(60):
        lengths = np.where(later & (rng.random(len(later)) > 1 / 3), 0, model.lengths)
        thin = TopicModel(model.theta, model.phi, model.vocabulary, model.passage_ids, lengths, "gibbs", {})
        thinned.append(prevalence_effects(thin, passages, reports, on=["year"], n_draws=0, seed=1)["estimate"][1])
    error = np.std(thinned, ddof=1) / np.sqrt(len(thinned))
    assert abs(np.mean(thinned) - whole) < 4 * error < 0.01


def test_no_interval_where_clusters_are_few():
    model, passages, reports = reports_of(np.random.default_rng(6), 9)
    assert prevalence_effects(model, passages, reports, on=["year"], seed=1)["low"].isna().all()
    model, passages, reports = reports_of(np.random.default_rng(6), 12)
    rare = reports.assign(region=np.where(reports["issuer"].isin(["1", "2"]), "b", "a"))
    table = prevalence_effects(model, passages, rare, on=["year", "region"], seed=1).set_index("term")
    assert table.loc["region=b", "low"].isna().all()
    assert table.loc["year=2026", "low"].notna().all()


def test_columns_that_follow_from_each_other_are_refused():
    model, passages, reports = reports_of(np.random.default_rng(6), 12)
    with pytest.raises(SettingError, match="cannot be told apart"):
        prevalence_effects(model, passages, reports.assign(wave=reports["year"]), on=["year", "wave"], seed=1)
    with pytest.raises(SettingError, match="CV3 or CV1"):
        prevalence_effects(model, passages, reports, on=["year"], variance="CV2", seed=1)


def test_columns_of_single_reports_are_refused():
    model, passages, reports = reports_of(np.random.default_rng(6), 12)
    pairs = [f"t{i // 2}" for i in range(24)]
    assert len(prevalence_effects(model, passages, reports.assign(title=pairs), on=["title"], seed=1)) == 2 * 12
    single = reports.assign(title=["t0", *(f"t{i}" for i in range(23))])
    with pytest.raises(SettingError, match="on=title: 23 coefficients of 24 reports describe single reports"):
        prevalence_effects(model, passages, single, on=["title"], seed=1)


def test_clusters_that_part_the_reports_of_an_issuer_are_refused():
    model, passages, reports = reports_of(np.random.default_rng(6), 12)
    with pytest.raises(SettingError, match=r"cluster=report_id: parts the 2 reports of 0 \(2 clusters\)"):
        prevalence_effects(model, passages, reports, on=["year"], cluster="report_id", seed=1)
    wider = reports.assign(province=["p" + str(int(issuer) % 11) for issuer in reports["issuer"]])
    assert prevalence_effects(model, passages, wider, on=["year"], cluster="province", seed=1)["low"].notna().all()


def test_a_mean_has_the_variance_of_a_mean():
    rows = pd.DataFrame({"issuer": list("abcdefghij")})
    y = np.random.default_rng(3).normal(size=(10, 1))
    _, variances = clustered_fit(design_matrix(rows, [], "issuer"), y, "CV3")
    assert variances[0, 0] == pytest.approx(y.var(ddof=1) / 10)


# --- specification ---------------------------------------------------------------------------------------------------

FINDINGS = pd.DataFrame(
    [("f", "a", "trend", 2000, 2020), ("g", "a", "change", 2000, 2020), ("h", "none", "trend", 2000, 2020)],
    columns=["finding", "theme", "statistic", "first", "last"],
)


def test_estimates_by_hand_and_by_scipy():
    years, shares = [2000, 2000, 2010, 2020, 2020], [0.1, 0.3, 0.25, 0.4, 0.35]
    model = model_of(np.eye(2), [[share, 1 - share] for share in shares])
    passages = pd.DataFrame({"passage_id": model.passage_ids, "report_id": list("abcde")})
    reports = pd.DataFrame({"report_id": list("abcde"), "year": years, "issuer": list("xyxyx")})
    table = specification_estimates(model, {"a": [1], "none": []}, passages, reports, FINDINGS).set_index("finding")
    assert table.loc["f", "estimate"] == pytest.approx(1000 * scipy.stats.linregress(years, shares).slope)
    assert table.loc["g", "estimate"] == pytest.approx(100 * ((0.35 - 0.1) + (0.4 - 0.3)) / 2)
    assert table.loc["g", "n"] == 2
    assert np.isnan(table.loc["h", "estimate"])
    assert table.loc["h", "n_topics"] == 0


def test_a_topic_carries_the_theme_of_most_of_its_first_terms():
    model = model_of(np.kron(np.eye(K), np.linspace(0.1, 0.01, OWN)))
    term = model.vocabulary
    seeds = {"one": [term[0], term[1], term[2], term[40]], "two": [term[12], term[13]], "none": ["elsewhere"]}
    assert carriers(model, seeds) == {"one": [1], "two": [], "none": []}
    assert carriers(model, seeds, widespread={term[0]})["one"] == []


def test_a_trend_takes_three_years_and_a_change_both():
    model = model_of(np.eye(2), [[0.1, 0.9], [0.2, 0.8]])
    passages = pd.DataFrame({"passage_id": model.passage_ids, "report_id": list("ab")})
    reports = pd.DataFrame({"report_id": list("ab"), "year": [2000, 2010], "issuer": "x"})
    with pytest.raises(SettingError, match="finding f: 2 year"):
        specification_estimates(model, {"a": [1]}, passages, reports, FINDINGS.iloc[:1])
    with pytest.raises(SettingError, match="no issuer has a report of 2000 and of 2020"):
        specification_estimates(model, {"a": [1]}, passages, reports, FINDINGS.iloc[1:2])


# --- commands and the study's tables ---------------------------------------------------------------------------------


def name_themes(copy):
    """A copy of the study with themes of the provincial model named."""
    key = model_key(bg.topics("provincial").model)
    rows = [f"theme-{topic}\t题{topic}\tTheme {topic}\t{topic}\t词\tfirst\t同\tyes\t{key}\n" for topic in range(3, 17)]
    rows.append(f"joined\t合\tJoined\t1;2\t词\tfirst\t异\tno\t{key}\n")
    (copy / "corpus/provincial/themes.tsv").write_text(HEAD + "".join(rows), encoding="utf-8")


def test_themes_are_printed_with_the_shares_that_have_no_name(copy, baogao):
    name_themes(copy)
    code, out, err = baogao("themes", "provincial", "--format", "csv")
    table = pd.read_csv(io.StringIO(out))
    assert code == 0
    assert table["n_topics"].sum() == len(bg.topics("provincial").model.phi)
    assert table["share"].sum() == pytest.approx(1, abs=1e-5)
    assert "named without contradiction: 14 of" in err
    assert "contradicted: 2" in err
    path = copy / "corpus/provincial/themes.tsv"
    path.write_text(path.read_text(encoding="utf-8").replace("\t词\t", "\tnowhere:0001\t", 1), encoding="utf-8")
    assert "evidence nowhere:0001: no such passage" in baogao("themes", "provincial")[2]
    name_themes(copy)
    by_year = bg.theme_prevalence("provincial").query("theme == 'joined'")["share"]
    topics = bg.topics("provincial").prevalence()
    wanted = topics[topics["topic"] <= 2].groupby("year")["share"].sum()
    assert by_year.tolist() == pytest.approx(wanted.tolist())
    effects = bg.prevalence_effects("provincial", on=["year"], n_draws=0, seed=1, named=True)
    assert "joined" in set(effects["theme"])


@pytest.mark.usefixtures("copy")
def test_a_reader_takes_the_test_and_is_scored(baogao, tmp_path):
    sheet, key = tmp_path / "test.tsv", tmp_path / "apart" / "key.tsv"
    code, out, _ = baogao("intrude", "provincial", "--out", sheet, "--key", key, "--seed", 5)
    assert code == 0, out
    assert "topic" not in sheet.read_text(encoding="utf-8")
    truth = pd.read_csv(key, sep="\t", dtype=str).set_index("item")["intruder"]
    test = pd.read_csv(sheet, sep="\t", dtype=str, keep_default_na=False)
    for reader, n_right in (("first", len(test)), ("second", 4)):
        answers = [truth[item] if row < n_right else "" for row, item in enumerate(test["item"])]
        test.assign(answer=answers).to_csv(tmp_path / f"{reader}.tsv", sep="\t", index=False)
    files = [part for reader in ("first", "second") for part in ("--answers", tmp_path / f"{reader}.tsv")]
    code, out, err = baogao("intrude", "provincial", *files, "--key", key, "--write", "--format", "csv")
    assert code == 0, err
    assert f"first: {len(test)} of {len(test)} found (100%" in err
    assert f"second: 4 of {len(test)} found" in err
    pd.testing.assert_frame_equal(pd.read_csv(io.StringIO(out), keep_default_na=False), bg.intrusion("provincial"))
    assert baogao("intrude", "provincial", "--out", sheet, "--seed", 5)[0] == 2  # a filled sheet is not written over


@pytest.mark.usefixtures("copy")
def test_two_readers_name_topics_on_the_sheet(baogao, tmp_path):
    sheet = tmp_path / "naming.tsv"
    assert baogao("themes", "provincial", "--sheet", sheet)[0] == 0
    table = pd.read_csv(sheet, sep="\t", dtype=str, keep_default_na=False, quoting=3)
    assert (table["terms"].str.split(" ").str.len() == 20).all()
    assert table["passages"].str.contains(r"-2026:\d{4} \[\d+-\d+\] 2026").any()
    answers = {"zh": "名", "en": "Name", "evidence": "词", "note": ""}
    for reader, clear in (("first", "yes"), ("second", "mixed")):
        ids = ["same" if row < 2 else f"t{row}" for row in range(len(table))]
        filled = table.assign(theme=ids, clear=[clear, *["yes"] * (len(table) - 1)], **answers)
        filled.to_csv(tmp_path / f"{reader}.tsv", sep="\t", index=False, quoting=3)
    code, out, err = baogao(
        *("themes", "provincial", "--answers", tmp_path / "first.tsv", "--answers", tmp_path / "second.tsv"),
        *("--format", "csv"),
    )
    assert code == 0, err
    draft = pd.read_csv(io.StringIO(out), dtype=str, keep_default_na=False)
    assert draft["topics"][0] == "1;2"
    assert draft["agree"].tolist() == ["mixed", *[""] * (len(draft) - 1)]


@pytest.mark.texts
def test_a_sheet_with_text_is_refused_inside_the_study(study, baogao):
    code, _, err = baogao("themes", "work-reports", "--sheet", study / "corpus" / "naming.tsv")
    assert code == 2
    assert "write it outside the study" in err
    assert not (study / "corpus" / "naming.tsv").exists()


def test_what_no_reader_has_done_yet_is_said_in_one_line(copy, baogao):
    (copy / "corpus/provincial/themes.tsv").unlink(missing_ok=True)
    (copy / "corpus/provincial/intrusion.tsv").unlink(missing_ok=True)
    for command in (["themes", "provincial"], ["intrude", "provincial"]):
        code, _, err = baogao(*command)
        assert code == 2
        assert "docs/topics-in-use.md" in err
    assert "--seed" in baogao("intrude", "provincial", "--out", "x.tsv")[2]
    assert "--key" in baogao("intrude", "provincial", "--answers", "x.tsv")[2]


def test_what_the_page_says_of_the_readings_is_so(study):
    page = " ".join((study / "docs/topics-in-use.md").read_text("utf-8").split())
    themes = [bg.themes(name) for name in ("work-reports", "provincial")]
    assert all((table["n_topics"] == 1).all() for table in themes) == ("of the study none did" in page)
    named = " and ".join(str((table["agree"] == "yes").sum()) for table in themes)
    assert f"{named} of them without contradiction, the others mixed" in page
    assert {"yes", "mixed"} == {verdict for table in themes for verdict in table["agree"]}
    for name in ("work-reports", "provincial"):
        scores = intrusion_scores(bg.intrusion(name)).query("reader in ('first', 'second')")
        assert scores[["n_found", "n_items"]].values.tolist() == [[20, 20], [20, 20]]
        assert (100 * scores["low"]).round().tolist() == [84, 84]
    assert "found 20 of 20 in both collections (95 % interval 84 to 100 %)" in page


def test_choices_agree_by_choice_and_not_by_seed():
    """Three seeds of one choice count as one; a fit without the theme has no sign."""
    choices = [("gibbs", 20), ("gibbs", 30), ("nmf", 20), ("gensim", 20)]
    values = [[2.0, 2.0, -1.0], [3.0, 3.0, 3.0], [-4.0], [np.nan]]
    rows = [("f", *choice, value) for choice, own in zip(choices, values, strict=True) for value in own]
    table = pd.DataFrame(rows, columns=["finding", "engine", "k", "estimate"]).assign(policy="plain", stops="study")
    row = sign_agreement(table).iloc[0]
    assert row[["n_fits", "n_estimated", "n_choices", "sign", "engine"]].tolist() == [8, 7, 4, 1, "nmf"]
    assert row["share_of_fits"] == 5 / 8
    assert row["share_of_choices"] == pytest.approx((2 / 3 + 1 + 0 + 0) / 4)
    assert row["share_of_engine"] == 0
    assert row["median"] == 1  # of 1, 3 and -4: the means of the choices that have one
    turned = sign_agreement(table.assign(estimate=-table["estimate"])).iloc[0]
    assert turned["sign"] == -1
    assert turned[["share_of_choices", "median"]].tolist() == [row["share_of_choices"], -row["median"]]


def test_only_one_finding_is_firm():
    """Shares of all 64 fits as a reader counted them in the table of the figure."""
    table = sign_agreement(bg.specification("work-reports")).set_index("finding")
    by_hand = {"science": 0.83, "ecology": 0.75, "opening": 0.72, "welfare": 0.89, "industry": 0.98}
    assert {name: round(table.loc[f"{name}-trend", "share_of_fits"], 2) for name in by_hand} == by_hand
    assert (table["n_fits"] == 64).all()
    assert table.index[table["share_of_choices"] >= 0.9].tolist() == ["industry-trend"]
    assert table.loc["farming-trend", ["engine", "share_of_engine"]].tolist() == ["nmf", 0]


CURVES = [name for name in STUDY if specification_folder(collection_folder(name)).is_dir()]


def test_the_work_reports_have_curves():
    assert "work-reports" in CURVES


@pytest.mark.parametrize("name", CURVES)
def test_stored_curves_hold_every_finding_by_every_choice(study, name):
    table = bg.specification(name)
    findings = read_findings(study / "corpus" / name)
    sizes = table.groupby("finding").size()
    assert set(sizes.index) == set(findings["finding"])
    assert sizes.nunique() == 1
    assert not table.duplicated(["finding", "engine", "k", "seed", "policy", "stops"]).any()
    assert table["estimate"].isna().equals(table["n_topics"].eq(0))


def test_curves_of_other_seeds_are_out_of_date(copy):
    path = copy / "corpus/work-reports/seeds.tsv"
    path.write_text(path.read_text(encoding="utf-8").replace("耕地", "田地"), encoding="utf-8")
    with pytest.raises(CorpusError, match=r"seeds\.tsv changed since its specification curve was stored"):
        bg.specification("work-reports")


ESTIMATES = pd.DataFrame(
    [
        ("f", "gibbs", 20, 11, "plain", "study", 1, 0.05, 1.25, 48),
        ("f", "nmf", 20, 11, "plain", "study", 0, None, None, 48),
    ],
    columns=["finding", "engine", "k", "seed", "policy", "stops", "n_topics", "prevalence", "estimate", "n"],
)


@pytest.mark.usefixtures("copy")
def test_curves_are_stored_and_compared(baogao, monkeypatch):
    module = "baogao.study.refit_specification.specification_table"
    monkeypatch.setattr(module, lambda _: ESTIMATES)
    assert baogao("refit-specification", "provincial", "--write")[0] == 0
    pd.testing.assert_frame_equal(bg.specification("provincial"), ESTIMATES)
    assert "provincial/topics/specification: exact" in baogao("refit-specification", "provincial")[1]
    for column, value, result in (
        ("estimate", 1.25001, "within tolerance"),
        ("estimate", 1.3, "different"),
        ("k", 21, "different"),
    ):
        monkeypatch.setattr(module, lambda _, c=column, v=value: ESTIMATES.assign(**{c: [v, ESTIMATES[c][1]]}))
        code, out, _ = baogao("refit-specification", "provincial")
        assert result in out
        assert code == (1 if result == "different" else 0)


def test_a_curve_that_was_changed_by_hand_is_refused(copy, baogao, monkeypatch):
    monkeypatch.setattr("baogao.study.refit_specification.specification_table", lambda _: ESTIMATES)
    assert baogao("refit-specification", "provincial", "--write")[0] == 0
    path = copy / "corpus/provincial/topics/specification/estimates.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("1.25", "9.99"), encoding="utf-8")
    with pytest.raises(CorpusError, match=r"estimates\.csv changed since"):
        bg.specification("provincial")
