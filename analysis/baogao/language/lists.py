"""Lists as they are stored: UTF-8 tables parted by tabs (or commas), every cell a string."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from baogao.errors import CorpusError

KINDS = {"\t": "TSV", ",": "CSV"}


def read_list(path: Path, *, sep: str = "\t") -> pd.DataFrame:
    """Read a TSV, or a CSV without quotation marks, as strings, empty cells as empty strings.

    Raises
    ------
    CorpusError
        If the file is absent or no such table.
    """
    try:
        return pd.read_csv(path, sep=sep, dtype=str, keep_default_na=False, encoding="utf-8", quoting=3)
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise CorpusError(
            f"{path}: cannot be read as a UTF-8 {KINDS[sep]} table ({str(error).splitlines()[0]})."
        ) from None
