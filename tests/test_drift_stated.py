"""What README says of breaks in drift, in both languages, is what the measures give on the committed tables."""

from __future__ import annotations

import pytest

import baogao as bg
from baogao.language.events import load_events
from baogao.measures.drift_control import baselines_shared
from baogao.measures.drift_events import drift_steps
from baogao.measures.drift_segments import shared_cuts
from baogao.measures.pairs import unbroken


@pytest.fixture(scope="module")
def breaks():
    """What README says of breaks in drift, from the measures."""
    main = bg.collection("work-reports").where(subgenre="")
    runs = [main.where(year=list(unbroken(main.reports, gap=gap)["year"])) for gap in (1, 2)]
    segments = bg.drift_segments(runs[1], seed=1)
    own = drift_steps(bg.drift(runs[0])).merge(load_events(), on="year")
    years = [own.loc[own["kind"] == kind, "year"] for kind in ("congress", "premier")]
    return {
        "segments": segments,
        "cuts": shared_cuts(segments),
        "by_bigrams": shared_cuts(bg.drift_segments(runs[1], of="bigrams", seed=1)),
        "first": [int(run.reports["year"].min()) for run in runs],
        "tests": [[bg.drift_events(run, of=of).set_index("kind") for of in ("terms", "bigrams")] for run in runs],
        "control": [bg.drift_control(run).iloc[0] for run in runs],
        "sharpest": bg.drift_cuts(runs[1], seed=1)["p"].min(),
        "last": own[own["kind"] == "premier"].iloc[-1],
        "shared": (baselines_shared(*years), len(years[0])),
    }


def values_of(breaks):
    """Numbers of the sentences on breaks, as both pages write them."""
    stable = [f"{share:.0%}".removesuffix("%") for share in breaks["cuts"]["stability"]]
    premiers = [[table.loc["premier"] for table in run] for run in breaks["tests"]]
    congress = breaks["tests"][0][0].loc["congress"]
    values = {f"stable_{i}": value for i, value in enumerate(stable)}
    values |= {f"cut_{i}": year for i, year in enumerate(breaks["cuts"]["year_after"])}
    for i, (run, control) in enumerate(zip(premiers, breaks["control"], strict=True)):
        values |= {f"first_{i}": breaks["first"][i], f"mean_{i}": f"{run[0]['contrast']:.3f}"}
        for unit, row in zip(("terms", "bigrams"), run, strict=True):
            values |= {f"{unit}_{name}_{i}": p_of(row[name], 3) for name in ("p", "q")}
        values |= {f"control_{i}": f"{control['difference']:+.3f}", f"control_p_{i}": p_of(control["p"], 2)}
    values |= {"last": breaks["last"]["year"], "last_bits": f"{breaks['last']['contrast']:.3f}"}
    values |= {f"least_{i}": f"{share:.0%}".removesuffix("%") for i, share in enumerate(breaks["cuts"]["least"])}
    recent = breaks["control"][0]
    values |= {"control_sets_0": recent["n_sets"], "control_least_0": p_of(recent["least_p"], 2)}
    values |= {"congress": f"{congress['contrast']:.3f}", "congress_p": p_of(congress["p"], 2)}
    values |= {"sets": congress["n_sets"], "least_p": p_of(congress["least_p"], 3)}
    return values | dict(zip(("n_shared", "n_congress"), breaks["shared"], strict=True))


BREAKS = {
    "README.md": """
most numbers of segments share cuts before {cut_0}, {cut_1} and {cut_2} (mean stability {stable_0}, {stable_1} and
{stable_2} %, lowest {least_0}, {least_1} and {least_2} %; by bigrams only the last two are shared), the first
reports that Zhu Rongji, Wen Jiabao and Li Keqiang read; Li Qiang's ({last}) begins no segment, though its step
stands {last_bits} bits above those around it. The step into a premier's first report stands above those around it
since {first_0} (+{mean_0} bits, exact p = {terms_p_0}, q = {terms_q_0}; bigrams p = {bigrams_p_0}, q =
{bigrams_q_0}), less since {first_1} (+{mean_1}, p = {terms_p_1}, q = {terms_q_1}; bigrams p = {bigrams_p_1}, q =
{bigrams_q_1}). Over its control, the second term of a premier, it is {control_0} bits, too few steps to tell from
chance (p = {control_p_0}, with {control_sets_0} sets {control_least_0} at least; since {first_1} {control_1}, p =
{control_p_1}). Premiers were thought of after the cuts had been seen: this describes and does not confirm. After a
Party congress it is {congress} (p = {congress_p}), but that test has little power ({sets} sets, so p is {least_p}
at least; {n_shared} of {n_congress} baselines hold a premier's first report).""",
    "README.zh.md": """
多数分法共有的断点在{cut_0}、{cut_1}、{cut_2}年之前（平均稳定度{stable_0}%、{stable_1}%、{stable_2}%，
最低{least_0}%、{least_1}%、{least_2}%；按相邻二字只有后两处为多数分法所共有），即朱镕基、温家宝、李克强首次作的报告；
李强首次作的报告（{last}年）不在断点上，但其一步高出前后各步{last_bits}比特。总理首次作报告的一步，{first_0}年以来高出前后各步{mean_0}比特（精确p={terms_p_0}，
q={terms_q_0}；按相邻二字p={bigrams_p_0}，q={bigrams_q_0}），{first_1}年以来高出{mean_1}（p={terms_p_1}，
q={terms_q_1}；按相邻二字p={bigrams_p_1}，q={bigrams_q_1}）。与对照（总理连任后的同一步）之差为{control_0}比特，
步数太少，不足以排除偶然（p={control_p_0}，{control_sets_0}种组合，p不会小于{control_least_0}；
{first_1}年以来{control_1}，p={control_p_1}）。总理一类是看过断点之后才想到的，只作描述，不作证实。党代会之后为{congress}（p={congress_p}）
，但此检验功效很低（{sets}种组合，p不会小于{least_p}；{n_congress}次中有{n_shared}次的前后各步含总理首次作的报告）
。""",
}


def p_of(value, digits):
    return f"{value:.{digits}f}".removeprefix("0")


@pytest.mark.parametrize("page", BREAKS)
def test_the_findings_of_the_readme_on_breaks_are_those_of_the_measures(study, breaks, page):
    """Both pages without their blanks, since Chinese is broken into lines anywhere."""
    finding = BREAKS[page].format(**values_of(breaks))
    assert "".join(finding.split()) in "".join((study / page).read_text(encoding="utf-8").split())


def test_what_the_readme_says_of_breaks_in_words_is_so(study, breaks):
    recent, longer = ([table.loc["premier"] for table in run] for run in breaks["tests"])
    assert load_events().query("kind == 'premier'").set_index("year")["name_en"][
        breaks["cuts"]["year_after"]
    ].tolist() == [
        "Zhu Rongji",
        "Wen Jiabao",
        "Li Keqiang",
    ]
    assert breaks["last"]["name_en"] == "Li Qiang"
    assert breaks["last"]["year"] not in breaks["segments"]["year_after"].tolist()  # "begins no segment"
    assert breaks["by_bigrams"]["year_after"].tolist() == breaks["cuts"]["year_after"].tolist()[1:]  # "the last two"
    assert recent[0]["q"] < 0.05 < min(longer[0]["q"], recent[1]["q"], longer[1]["q"])
    assert all(control["p"] > 0.05 for control in breaks["control"])  # "too few steps to tell from chance"
    assert recent[0]["exploratory"]
    readme = " ".join((study / "README.md").read_text(encoding="utf-8").split())
    assert f"The test for one sharpest cut refuses nothing (p = {p_of(breaks['sharpest'], 2)})" in readme
    assert breaks["sharpest"] > 0.05
