"""How large a file, an archive and its members may be: what unpacks without end is refused before it is unpacked."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from io import BytesIO

from baogao.errors import CorpusError

MAX_FILE = 100_000_000
MAX_UNPACKED = 500_000_000
MAX_RATIO = 200
MAX_MEMBERS = 10_000
# What `zipfile` raises for damaged, encrypted and unknown packing.
ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


def check_members(content: bytes, name: str) -> None:
    """Raise `CorpusError` if an Office file (a ZIP inside) states more, or larger, members than a document has.

    Raises
    ------
    CorpusError
        If it holds more than 10,000 members or 500 MB, or is packed more than 200 times.
    zipfile.BadZipFile
        If it is no ZIP.

    Notes
    -----
    A ZIP that states less than it holds fails later: `zipfile` stops at the stated size.
    """
    with zipfile.ZipFile(BytesIO(content)) as packed:
        members = packed.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > max(MAX_UNPACKED // 100, min(MAX_UNPACKED, MAX_RATIO * len(content))):
        raise CorpusError(
            f"{name}: unpacks to {len(members):,} part(s) of {unpacked:,} bytes; allowed are {MAX_MEMBERS:,} part(s), "
            f"{MAX_UNPACKED:,} bytes and {MAX_RATIO} times the packed size."
        )
