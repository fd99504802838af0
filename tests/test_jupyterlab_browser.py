"""A notebook as a person runs it: JupyterLab in Chromium, "Run All Cells", and what stands below the cells."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
NOTEBOOK = "07-your-own-reports.ipynb"
WAIT_S = 240


@pytest.fixture
def browser_page():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.is_file():
        pytest.skip(f"no browser at {CHROMIUM} (CHROMIUM names another)")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield chromium.new_page(viewport={"width": 1280, "height": 1000})
        chromium.close()


@pytest.fixture
def lab(copy):
    """JupyterLab on a copy of the study: its address, up to the token."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.port={port}"]
    settings = ["--IdentityProvider.token=a", f"--ServerApp.root_dir={copy}", "--ServerApp.open_browser=False"]
    with (copy / "lab.log").open("w") as log:
        server = subprocess.Popen([*command, *settings], stdout=log, stderr=log)
    try:
        wait_for(lambda: is_open(port), "JupyterLab does not answer")
        yield f"http://127.0.0.1:{port}/lab/tree/notebooks/{NOTEBOOK}?token=a"
    finally:
        server.terminate()
        server.wait(20)


def is_open(port):
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def wait_for(is_so, what):
    end = time.monotonic() + WAIT_S
    while not is_so():
        assert time.monotonic() < end, what
        time.sleep(0.5)


def code_cells(path):
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


def test_a_person_runs_all_cells_and_sees_tables_and_pictures(lab, browser_page, copy):
    browser_page.goto(lab)
    browser_page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=WAIT_S * 1000)
    browser_page.wait_for_selector("text=/Python 3.*Idle/", timeout=WAIT_S * 1000)  # the kernel is there
    browser_page.click(".lm-MenuBar-itemLabel:text-is('Run')")
    browser_page.click(".lm-Menu-itemLabel:text-is('Run All Cells')")
    path = copy / "notebooks" / NOTEBOOK

    last = len(code_cells(path))
    browser_page.wait_for_selector(f".jp-InputPrompt:text-is('[{last}]:')", timeout=WAIT_S * 1000)
    browser_page.keyboard.press("Control+s")
    wait_for(lambda: all(cell["execution_count"] for cell in code_cells(path)), "the notebook was not saved")
    outputs = [output for cell in code_cells(path) for output in cell["outputs"]]
    assert not [output for output in outputs if output["output_type"] == "error"]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 2
    assert any("七五普法" in str(output.get("data", {}).get("text/html")) for output in outputs)
    browser_page.wait_for_selector(".jp-OutputArea-output table", timeout=30_000)
    assert browser_page.locator(".jp-OutputArea-output img").first.bounding_box()["width"] > 300
