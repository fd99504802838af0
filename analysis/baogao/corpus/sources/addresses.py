"""Which sources are addresses of pages, and lists of them: what is known before anything is fetched."""

from __future__ import annotations

from pathlib import Path

from baogao.errors import CorpusError, SettingError


def is_address(source: str) -> bool:
    """Whether a source is written as an address rather than a path; only http and https are fetched.

    Examples
    --------
    >>> is_address("https://example.org/a.html"), is_address("reports/a.html")
    (True, False)
    """
    return "://" in source


def read_addresses(path: Path) -> list[str]:
    """Addresses of a ``.urls`` file: one a line, empty lines and lines that begin with ``#`` aside.

    Raises
    ------
    CorpusError
        If the file cannot be read.
    SettingError
        If it holds no address.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: is no UTF-8 text file ({error}); put one address a line.") from None
    addresses = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not addresses:
        raise SettingError(f"{path}: holds no address; put one a line, such as https://example.org/report.html.")
    return addresses
