"""Notebooks run from top to bottom by their parameters; a figure that does not suit says so, and the run goes on."""

from __future__ import annotations

import re

import nbformat
import pytest
from IPython.display import Markdown

import baogao as bg
from baogao.errors import BaogaoError, SettingError
from baogao.figures.draw import Drawn
from baogao.front.figures import Refused
from baogao.study.notebooks import notebook_paths, run_notebook
from cells import shown

STEMS = [path.stem for path in notebook_paths()]


def figures_of(path):
    sources = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    return [name for source in sources for name in re.findall(r'bg\.figure\("([\w-]+)"', source)]


@pytest.mark.parametrize("stem", STEMS)
def test_it_runs_on_the_study_shows_its_figures_and_draws_none_again(drawn_copy, stem):
    path = drawn_copy / "notebooks" / f"{stem}.ipynb"
    values = shown(path)
    figures = [value for value in values if isinstance(value, Drawn | Refused)]
    assert [figure.name for figure in figures] == figures_of(path) != []
    study = drawn_copy / "figures"
    assert not any(figure.anew for figure in figures if getattr(figure, "folder", study) == study)
    assert any(isinstance(value, Markdown) for value in values)


def test_a_kernel_runs_it_on_another_collection_by_its_parameter(drawn_copy):
    cells = run_notebook(drawn_copy / "notebooks" / "01-corpus.ipynb", {"collection": "sample"}).cells
    assert all(cell.execution_count for cell in cells if cell.cell_type == "code")
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 2
    assert any("**12 reports**" in str(output) for output in outputs)
    assert (drawn_copy / "figures" / "local" / "sample" / "corpus-timeline.png").is_file()


@pytest.mark.parametrize(
    ("stem", "parameters", "refused"),
    [
        ("02-slogans", {"collection": "provincial"}, {"slogan-heatmap": "42 report", "slogan-curves": "42 report"}),
        ("05-rhetoric", {"collection": "provincial"}, {"rhetoric-reports": "it takes 15 at most"}),
        ("06-robustness", {"collection": "sample"}, {"robustness-policies": "2 years", "robustness-engines": "topics"}),
    ],
)
def test_a_figure_that_does_not_suit_says_so_and_the_run_goes_on(drawn_copy, stem, parameters, refused):
    values = shown(drawn_copy / "notebooks" / f"{stem}.ipynb", **parameters)
    reasons = {value.name: value.reason for value in values if isinstance(value, Refused)}
    assert set(reasons) == set(refused)
    for name, words in refused.items():
        assert words in reasons[name]
        assert "\n" not in reasons[name]


@pytest.mark.parametrize(
    ("stem", "parameters", "words"),
    [
        ("03-topics", {"collection": "judicial"}, "5 reports"),
        ("04-drift", {"collection": "provincial"}, "more than one report of 2025, 2026"),
        (
            "04-drift",
            {"collection": "congress"},
            "no stored parts of drift; .* `baogao refit congress --write`",
        ),
        ("06-robustness", {"variants": "sample"}, "other reports and no transcriptions of one"),
    ],
)
def test_a_table_that_cannot_be_made_ends_the_run_with_one_line(drawn_copy, stem, parameters, words):
    with pytest.raises(BaogaoError, match=words) as refusal:
        shown(drawn_copy / "notebooks" / f"{stem}.ipynb", **parameters)
    assert "\n" not in str(refusal.value)


def test_a_failing_cell_is_named_and_so_is_a_parameter_that_is_not_there(copy):
    with pytest.raises(BaogaoError, match=r"03-topics\.ipynb, cell 3: SettingError: topics of 5 reports"):
        run_notebook(copy / "notebooks" / "03-topics.ipynb", {"collection": "judicial"})
    with pytest.raises(SettingError, match="no parameter colour"):
        run_notebook(copy / "notebooks" / "01-corpus.ipynb", {"colour": "red"})


def test_topics_of_another_collection_are_shown_once_its_model_is_stored(drawn_copy):
    path = drawn_copy / "notebooks" / "03-topics.ipynb"
    with pytest.raises(SettingError, match=r"`baogao refit resolutions --engine gibbs --write`"):
        shown(path, collection="resolutions")
    bg.refit(["resolutions"], k=2, engine="gibbs", write=True)
    values = shown(path, collection="resolutions", regions="resolutions")
    assert any("went into 2 topics" in value.data for value in values if isinstance(value, Markdown))


def test_no_figure_and_no_notebook_fits_topics(study):
    fitting = re.compile(r"\b(fit_topics|choose_topics|fit_collection|fit_drift_parts|refit|steps)\s*\(")
    recipes = (study / "analysis" / "baogao" / "figures").rglob("*.py")
    for path in [*recipes, *notebook_paths()]:
        assert not fitting.search(path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize("path", notebook_paths(), ids=lambda path: path.stem)
class TestWritten:
    def test_it_is_stripped(self, path):
        for cell in nbformat.read(path, as_version=4).cells:
            assert not cell.get("outputs")
            assert cell.get("execution_count") is None

    def test_it_holds_prose_and_calls_but_no_logic(self, path):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                assert len(cell.source.splitlines()) <= 5
                assert not re.search(r"^\s*(def|class|for|while|if|with)\b", cell.source, re.MULTILINE)

    def test_its_parameters_are_tagged(self, path):
        cells = nbformat.read(path, as_version=4).cells
        assert sum("parameters" in cell.metadata.get("tags", []) for cell in cells) == 1

    def test_each_figure_is_asked_for_pictured_and_says_what_it_does_not_show(self, path):
        cells = nbformat.read(path, as_version=4).cells
        for before, cell, after in zip(cells, cells[1:], cells[2:], strict=False):
            if name := re.search(r'bg\.figure\("([\w-]+)"', cell.source):
                assert before.cell_type == "markdown" or "summary" in before.source
                assert after.source.startswith(f"![{name[1]}: the study's figure](../figures/{name[1]}.svg)\n")
                assert (path.parent / f"../figures/{name[1]}.svg").is_file()
                assert "does not show" in after.source
