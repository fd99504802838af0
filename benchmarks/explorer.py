"""The explorer: size of a page, seconds to make it, and milliseconds from opening it to its first chart in Chromium."""

from __future__ import annotations

import argparse
import os
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

import baogao as bg

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
TIMES = 5
FIRST_CHART = "document.querySelector('#view .plot svg')"


def first_charts(path: Path, times: int = TIMES) -> list[float]:
    """Milliseconds from the start of navigation until a chart is there, in a fresh browser context each time."""
    from playwright.sync_api import sync_playwright

    measured = []
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for _ in range(times):
            page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.goto(path.as_uri(), wait_until="commit")
            page.wait_for_function(f"() => {FIRST_CHART}", polling="raf")
            measured.append(float(page.evaluate("performance.now()")))
            page.context.close()
        browser.close()
    return measured


def measure(name: str, folder: Path) -> tuple[str, float, float, float, float]:
    """Size and times of the page of one collection."""
    begin = time.perf_counter()
    path = bg.explore(name, out=folder / f"{name}.html")
    made = time.perf_counter() - begin
    charts = first_charts(path)
    return name, path.stat().st_size / 1e6, made, statistics.median(charts), max(charts)


def main() -> None:
    """Print the table; the bound of the first chart is two seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collections", nargs="*", default=["sample", "work-reports", "provincial", "headlines"])
    with TemporaryDirectory() as folder:
        rows = [measure(name, Path(folder)) for name in parser.parse_args().collections]
    columns = ["collection", "megabytes", "seconds to make", "first chart, ms (median)", "first chart, ms (slowest)"]
    print(pd.DataFrame(rows, columns=columns).round(2).to_string(index=False))


if __name__ == "__main__":
    main()
