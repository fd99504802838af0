"""``baogao new``: a folder that is a study of one's own, with the sample in it until there are other reports."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import date as day
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from re import match
from tempfile import TemporaryDirectory

from baogao.errors import SettingError
from baogao.language.lexicon import COLUMNS, OWN_SLOGANS
from baogao.paths import LEXICONS, NAME, shipped_study

TEMPLATE = Path(__file__).parent / "template"
HIDDEN = {"gitignore": ".gitignore"}  # a template of that name would hide files of the package itself
NOTEBOOKS: dict[str, dict[str, str]] = {
    "01-corpus": {"collection": "sample", "regions": "sample"},
    "07-your-own-reports": {},
}
# Where figures are in a study of one's own, by where they are in baogao's.
PLACES = {"figures/local/": "figures/", "(../figures/": "(../figures/sample/"}
SAMPLE = Path("corpus", "sample")


def new_study(folder: Path) -> list[str]:
    """Make a study of one's own: files that run as they stand, on the invented reports of the sample.

    Parameters
    ----------
    folder : pathlib.Path
        Where; it must not exist, or be empty. Its name becomes that of the study.

    Returns
    -------
    list of str
        Paths of the files made, within the folder.

    Raises
    ------
    SettingError
        If the folder holds anything, or its name cannot be that of a study.

    Examples
    --------
    >>> with TemporaryDirectory() as parent:
    ...     [path for path in new_study(Path(parent, "mine")) if "/" not in path]
    ['.gitignore', 'CITATION.cff', 'Makefile', 'README.md', 'README.zh.md', 'environment.yml', 'requirements.txt']
    """
    folder = folder.resolve()
    if not NAME.fullmatch(folder.name):
        raise SettingError(f"{folder.name}: is no name of a study; take letters, digits, '.', '_' and '-'.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SettingError(f"{folder}: is there already and not empty; name a new folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as draft:
        study = Path(draft, folder.name)
        _fill(study)
        if folder.exists():
            folder.rmdir()
        study.rename(folder)
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _fill(study: Path) -> None:
    values = {"name": study.name, "version": version("baogao"), "date": day.today().isoformat()}
    values |= {"python": ".".join(map(str, sys.version_info[:2]))}
    for path in sorted(path for path in TEMPLATE.rglob("*") if path.is_file()):
        text = path.read_text(encoding="utf-8")
        for name, value in values.items():
            text = text.replace(f"{{{{{name}}}}}", value)
        _write(study / path.relative_to(TEMPLATE).with_name(HIDDEN.get(path.name, path.name)), text)
    _write(study / LEXICONS / OWN_SLOGANS, "\t".join(COLUMNS) + "\n")
    _write(study / "requirements.txt", _requirements())
    (study / "figures").mkdir()
    hidden = shutil.ignore_patterns(".*", "import.csv", "left-out")
    shutil.copytree(shipped_study() / SAMPLE, study / SAMPLE, ignore=hidden)
    _copy_notebooks(study / "notebooks")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _copy_notebooks(folder: Path) -> None:
    """Notebooks that suit any collection, set to the sample; read as JSON, since not everybody has notebooks."""
    for stem, parameters in NOTEBOOKS.items():
        text = (shipped_study() / "notebooks" / f"{stem}.ipynb").read_text(encoding="utf-8")
        for place, own in PLACES.items():
            text = text.replace(place, own)
        notebook = json.loads(text)
        cell = next(cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", []))
        lines = {line.partition(" = ")[0]: line.rstrip("\n") for line in cell["source"]}
        lines |= {name: f'{name} = "{value}"' for name, value in parameters.items()}
        cell["source"] = "\n".join(lines.values()).splitlines(keepends=True)
        _write(folder / f"{stem}.ipynb", json.dumps(notebook, ensure_ascii=False, indent=1) + "\n")


def _requirements() -> str:
    """What is installed here of baogao and what it asks for, by version: what the figures are made with."""
    lines = [f"baogao[import,study]=={version('baogao')}"]
    for requirement in requires("baogao") or ():
        name = match(r"[\w.-]+", requirement)
        if name and ("extra ==" not in requirement or "import" in requirement or "study" in requirement):
            try:
                lines.append(f"{name[0]}=={version(name[0])}")
            except PackageNotFoundError:  # an extra that is not installed
                continue
    return "".join(f"{line}\n" for line in lines)
