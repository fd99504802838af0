"""The wheel in an empty environment: what README shows works on the sample, and a study of one's own runs at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

import baogao.files as files
from baogao.errors import BaogaoError, CorpusError, SettingError
from baogao.language.lexicon import COLUMNS, load_lexicon
from baogao.paths import collections, find_study, is_published_study
from baogao.study.new import new_study

FIRST_SCREEN = """
import baogao as bg
coll = bg.collection("sample")
assert bg.collections() == ["sample"] and len(coll.reports) == 12, coll
part = coll.where(genre="profile")
rates = bg.slogan_rates(part, ["法治政府建设", "放管服"], by="year")
assert rates["form"].unique().tolist() == ["法治政府建设", "放管服"]
assert bg.lexicon().canonical["liang-ge-wei-hu"] == "两个维护" and "我们" in bg.stopwords()
assert "七五普法" in bg.slogan_summary(coll)["slogan"].tolist()
assert len(bg.keyness(coll, target={"region": "石渚县"})) and len(bg.rhetoric(coll, by="year"))
text = bg.read(coll.folder / "texts" / "lan-2022.txt")
assert bg.describe(text)["region"].value == "澜州市" and bg.annotate(text)["slogans"]
from baogao.language.devices import find_devices
assert len(list(find_devices("一是修渠，二是修路，三是种树。")))
"""
SOURCES = ("analysis/", "corpus/lexicons/", "corpus/sample/", "notebooks/")
COMMANDS = {
    "slogans sample --slogan 枫桥经验 --by year --format csv": "2021,3,2347,0,3,",
    "kwic sample 枫桥经验 --sort right": "枫桥经验",
    "keyness sample --target region=石渚县": "石渚",
    "rhetoric sample --by year": "deontic_call",
    "topics sample --k 4": "recurrence",
    "attestations sample --slogan 枫桥经验": "枫桥经验",
    "doctor sample": "nothing to mend",
    "card sample": "profile",
}


def copy_of_the_sources(study, target):
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    shown = subprocess.run(listing, cwd=study, capture_output=True, check=False)
    if shown.returncode:
        pytest.skip("the study is no checkout of git, so its sources cannot be told from what lies beside them")
    names = [name for name in shown.stdout.decode().split("\0") if name and (study / name).is_file()]
    for name in names:
        if name.startswith(SOURCES) or "/" not in name:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(study / name, target / name)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """An environment that holds the wheel, and of other packages those that are here; its folder of commands."""
    study, folder = find_study(Path(__file__).parent), tmp_path_factory.mktemp("package")
    copy_of_the_sources(study, folder / "source")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", folder, folder / "source"], check=True
    )
    shutil.rmtree(folder / "source")
    venv.create(folder / "venv", symlinks=True)
    bin_folder = folder / "venv" / "bin"
    purelib = next((folder / "venv" / "lib").iterdir()) / "site-packages"
    (purelib / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    wheel = next(folder.glob("*.whl"))
    target = ["--python", bin_folder / "python", "install", "--no-deps", "--no-index", "--force-reinstall", wheel]
    subprocess.run([*pip, *target], check=True)
    return bin_folder


@pytest.fixture
def run(installed, tmp_path):
    """Run a program of that environment outside any study."""
    others = ("PYTHONPATH", "BAOGAO_TEXTS", "VIRTUAL_ENV", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")  # of a make outside
    keep = {name: value for name, value in os.environ.items() if name not in others}
    environment = {**keep, "PATH": f"{installed}:{keep['PATH']}", "XDG_CACHE_HOME": str(tmp_path / "cache")}

    def call(*arguments: object, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        words = [str(argument) for argument in arguments]
        return subprocess.run(words, cwd=cwd, env=environment, capture_output=True, text=True, check=False)

    return call


def test_what_the_readme_shows_first_works_on_the_sample(run):
    ran = run("python", "-c", FIRST_SCREEN)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_on_the_sample(run, command):
    ran = run("baogao", *command.split())
    assert ran.returncode == 0, ran.stderr
    assert COMMANDS[command] in ran.stdout


def test_nothing_writes_to_the_installed_package(run, tmp_path):
    for command in ("build sample", "card sample --write"):
        ran = run("baogao", *command.split())
        assert ran.returncode in (0, 2)
        assert "Traceback" not in ran.stderr
    assert "belongs to the installed baogao" in run("baogao", "build", "sample").stderr
    assert run("baogao", "figures").stderr.startswith(
        "baogao: no study folder here or above; make one with `baogao new"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) in ([], ["cache"])


def test_an_import_outside_any_study_begins_one(run, tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(
        "石渚县2021年工作总结\n一年来，全县深化放管服改革。\n", encoding="utf-8"
    )
    ran = run("baogao", "import", "reports", "mine")
    assert (ran.returncode, ran.stdout) == (0, "mine: 1 added\n")
    assert f"no study here, so one begins in {tmp_path}" in ran.stderr
    assert run("baogao", "build", "mine").returncode == 0
    assert "放管服" in run("baogao", "slogans", "mine").stdout
    assert "七五普法" in run("baogao", "slogans", "sample").stdout
    assert (tmp_path / "corpus" / "mine" / "reports.csv").is_file()


def test_a_new_study_makes_its_figures_at_once(run, tmp_path):
    assert run("baogao", "new", "mine").returncode == 0
    shutil.rmtree(tmp_path / "mine" / "notebooks")  # they are run by tests of notebooks
    ran = run("make", "figures", cwd=tmp_path / "mine")
    assert ran.returncode == 0, ran.stderr
    assert "features: 1 of 1 collections built" in ran.stdout
    figures = tmp_path / "mine" / "figures"
    assert (figures / "sample" / "slogan-reports.svg").is_file()
    assert '"n_reports": 12' in (figures / "numbers.json").read_text(encoding="utf-8")
    (figures / "sample" / "slogan-reports.csv").write_text("changed\n")
    ran = run("make", "test", cwd=tmp_path / "mine")
    assert ran.returncode == 2
    assert "slogan-reports.csv: different" in ran.stdout
    assert ran.stdout.endswith(" files compared, 1 different.\n")
    assert "@misc{mine-sample," in run("baogao", "cite", "sample", cwd=tmp_path / "mine").stdout


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A new study of one's own, with the working directory in it."""
    new_study(tmp_path / "mine")
    monkeypatch.chdir(tmp_path / "mine")
    return tmp_path / "mine"


def row(**cells):
    own = {"slogan_id": "lan-zhou-jing-shen", "canonical": "澜州精神", "class": "ethos", "standing": "local"}
    own |= {"family": "lan-zhou-jing-shen", "coined_source": "invented", "gloss_en": "spirit of the city"} | cells
    return "\t".join(own.get(name, "") for name in COLUMNS) + "\n"


def add(own, line):
    path = own / "corpus/lexicons/own-slogans.tsv"
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")


def test_slogans_of_ones_own_are_added_to_the_lexicon(own):
    brought = load_lexicon()
    assert not is_published_study()
    assert collections() == ["sample"]
    add(own, row())
    assert len(load_lexicon().table) == len(brought.table) + 1
    assert load_lexicon().classes["澜州精神"] == "ethos"
    assert load_lexicon().sha256 != brought.sha256


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"canonical": "两个维护"}, "line 2, canonical '两个维护': form '两个维护' stands in line"),
        ({"slogan_id": "liang-ge-wei-hu"}, "line 2, slogan_id 'liang-ge-wei-hu': stands in slogans.tsv already"),
        ({"class": "aim"}, "line 2, class 'aim': must be one of numeric"),
    ],
)
def test_a_faulty_slogan_of_ones_own_is_refused_by_its_line(own, cells, words):
    add(own, row(**cells))
    with pytest.raises(CorpusError, match=r"own-slogans\.tsv") as refusal:
        load_lexicon()
    assert words in str(refusal.value)


def test_tables_made_with_another_lexicon_are_refused_and_built_again(own, baogao):
    assert baogao("slogans", "sample")[0] == 0
    add(own, row(canonical="新时代澜州精神"))
    code, _, err = baogao("slogans", "sample")
    assert code == 2
    assert "slogans.tsv has changed" in err
    assert baogao("build", "sample")[0] == 0
    assert baogao("slogans", "sample")[0] == 0


def test_the_files_of_a_new_study_fit_each_other(own):
    text = {
        path.name: path.read_text(encoding="utf-8") for path in own.rglob("*") if path.suffix in (".md", ".yml", ".cff")
    }
    assert not [name for name, content in text.items() if "{{" in content]
    assert (own / "README.md").read_text(encoding="utf-8").startswith("# mine\n")
    assert text["README.zh.md"].startswith("# mine\n")
    assert '"sample"' in (own / "notebooks/01-corpus.ipynb").read_text(encoding="utf-8").replace('\\"', '"')
    ignored = (own / ".gitignore").read_text(encoding="utf-8")
    assert "corpus/*/texts/" in ignored


def test_a_new_study_takes_an_empty_folder_and_a_name(tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("a")
    with pytest.raises(SettingError, match="not empty"):
        new_study(tmp_path / "full")
    with pytest.raises(SettingError, match="is no name of a study"):
        new_study(tmp_path / "a b")
    with pytest.raises(SettingError, match="there is no such folder to make mine in"):
        new_study(tmp_path / "none" / "mine")
    assert [path.name for path in tmp_path.iterdir()] == ["full"]


def test_what_belongs_to_the_package_is_refused_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "PACKAGE_DATA", tmp_path)
    with pytest.raises(BaogaoError, match="belongs to the installed baogao"):
        files.write_text(tmp_path / "corpus" / "a.csv", "a")
    assert list(tmp_path.iterdir()) == []
