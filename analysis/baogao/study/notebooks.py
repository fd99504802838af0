"""Notebooks run from top to bottom, in memory: the files stay as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from baogao.errors import BaogaoError, SettingError, from_extra
from baogao.paths import find_study

if TYPE_CHECKING:
    from nbformat import NotebookNode

TIMEOUT_S = 600


def notebook_paths() -> list[Path]:
    """The study's notebooks, in order."""
    return sorted((find_study() / "notebooks").glob("*.ipynb"))


def run_notebook(path: Path, parameters: Mapping[str, Any] | None = None) -> NotebookNode:
    """Run a notebook in memory.

    Parameters
    ----------
    path : pathlib.Path
        The notebook.
    parameters : mapping, optional
        Values for the names set in the cell tagged ``parameters``.

    Returns
    -------
    nbformat.NotebookNode
        The executed notebook, outputs included.

    Raises
    ------
    BaogaoError
        If a cell fails: the notebook, the cell's number and the error's own line.
    SettingError
        If a parameter is not set in the notebook.
    """
    with from_extra("study"):
        import nbformat
        from nbclient import NotebookClient
        from nbclient.exceptions import CellExecutionError

    notebook: NotebookNode = nbformat.read(path, as_version=4)
    for name, value in (parameters or {}).items():
        set_parameter(notebook, path, name, value)
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT_S,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],  # it warns of its socket, which only this machine can reach
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        number = next(i for i, cell in enumerate(notebook.cells, 1) if _failed(cell))
        raise BaogaoError(f"{path.name}, cell {number}: {error.ename}: {error.evalue}") from None
    return notebook


def set_parameter(notebook: NotebookNode, path: Path, name: str, value: Any) -> None:
    """Give a name another value in the cell tagged ``parameters``; refused if it is not set there."""
    line = re.compile(rf"^{re.escape(name)}\s*=.*$", re.MULTILINE)
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []) and line.search(cell.source):
            cell.source = line.sub(lambda _: f"{name} = {value!r}", cell.source)
            return
    raise SettingError(f"{path.name}: no parameter {name} in the cell tagged parameters.")


def _failed(cell: NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", []))
