"""Notebooks run from top to bottom by their parameters, or refuse with one line what is too small for them."""

from __future__ import annotations

import pytest

from baogao.errors import BaogaoError
from baogao.study.notebooks import run_notebook


@pytest.mark.parametrize(
    ("notebook", "parameters"),
    [
        ("01-corpus", {"collection": "congress"}),
        ("02-slogans", {"collection": "congress", "few": "sample"}),
        ("04-drift", {"collection": "work-reports"}),
        ("05-rhetoric", {"collection": "sample"}),
        ("06-robustness", {}),
    ],
)
def test_a_notebook_runs_on_what_it_is_meant_for(copy, notebook, parameters):
    cells = run_notebook(copy / "notebooks" / f"{notebook}.ipynb", parameters).cells
    assert all(cell.execution_count for cell in cells if cell.cell_type == "code")
    assert any("image/png" in output.get("data", {}) for cell in cells for output in cell.get("outputs", []))


@pytest.mark.parametrize(
    ("notebook", "parameters", "words"),
    [
        ("02-slogans", {"collection": "provincial"}, "slogan-heatmap: provincial has 42 report.s. of 2 year"),
        ("03-topics", {"collection": "judicial"}, "5 reports"),
        ("04-drift", {"collection": "provincial"}, "more than one report of 2025, 2026"),
        ("04-drift", {"collection": "congress"}, "12 reports cannot tell a break from drift; it takes 20"),
        ("05-rhetoric", {"collection": "provincial"}, "provincial has 42 reports; it takes 15 at most"),
        ("06-robustness", {"variants": "sample"}, "other reports and no transcriptions of one"),
    ],
)
def test_a_notebook_refuses_with_one_line(copy, notebook, parameters, words):
    with pytest.raises(BaogaoError, match=rf"{notebook}.ipynb, cell \d+: \w+: .*{words}") as refusal:
        run_notebook(copy / "notebooks" / f"{notebook}.ipynb", parameters)
    assert "\n" not in str(refusal.value)
