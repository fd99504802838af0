"""ZIP archives, and the Office files that are such: what unpacks without end is refused before it is unpacked."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath

from baogao.corpus.sources.formats import Source, skipped
from baogao.errors import CorpusError

MAX_FILE = 100_000_000
MAX_UNPACKED = 500_000_000
MAX_RATIO = 200
MAX_MEMBERS = 10_000
# What `zipfile` raises for damaged, encrypted and unknown packing.
ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError)
ENCRYPTED, UTF8_NAME = 0x1, 0x800
CHUNK = 1 << 20
SMALL = 1_000_000  # bytes: below this a high ratio harms nobody


def check_members(content: bytes) -> None:
    """Raise `CorpusError` if an Office file (a ZIP inside) states more, or larger, members than a document has."""
    with zipfile.ZipFile(BytesIO(content)) as packed:
        members = packed.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > max(MAX_UNPACKED // 100, min(MAX_UNPACKED, MAX_RATIO * len(content))):
        raise CorpusError(
            f"unpacks to {len(members):,} part(s) of {unpacked:,} bytes; allowed are {MAX_MEMBERS:,} part(s), "
            f"{MAX_UNPACKED:,} bytes and {MAX_RATIO} times the packed size."
        )


def read_archive(
    content: bytes, name: str, read: Callable[[bytes, str], Iterator[Source]], left_out: Callable[[str], bool]
) -> Iterator[Source]:
    """Read the members of a ZIP archive with `read`, by names such as ``box.zip/2012/a.html``.

    Members whose path is `left_out` (a hidden file, a README) are passed over. A source with a reason stands for
    each that cannot be read, climbs out of its folder, is an archive itself, or goes beyond the limits.
    """
    try:
        packed = zipfile.ZipFile(BytesIO(content))
    except ZIP_FAULTS as error:
        yield skipped(name, f"is no ZIP archive that can be opened ({error}); pack it again.")
        return
    room = MAX_UNPACKED
    files = [(member, _name_of(member)) for member in packed.infolist() if not member.is_dir()]
    for number, (member, path) in enumerate(pair for pair in files if not left_out(pair[1])):
        where = f"{name}/{path}"
        if number >= MAX_MEMBERS or room <= 0:
            yield skipped(name, f"stopped at {path}: allowed are {MAX_MEMBERS:,} members and {MAX_UNPACKED:,} bytes.")
            return
        if refusal := _refusal(member, path):
            yield skipped(where, refusal)
            continue
        try:
            data = _unpacked(packed, member, min(room, MAX_FILE))
        except CorpusError as error:
            room -= MAX_FILE
            yield skipped(where, str(error))
        except ZIP_FAULTS as error:
            yield skipped(where, f"cannot be unpacked ({error}); pack it again.")
        else:
            room -= len(data)
            yield from read(data, where)


def _name_of(member: zipfile.ZipInfo) -> str:
    """Path of a member; names without the UTF-8 flag are read as UTF-8 (macOS), else GB18030 (Windows in Chinese)."""
    name = member.filename
    if not member.flag_bits & UTF8_NAME:
        for encoding in ("utf-8", "gb18030"):
            try:
                return name.encode("cp437").decode(encoding)
            except UnicodeError:
                continue
    return name


def _refusal(member: zipfile.ZipInfo, path: str) -> str:
    """Why a member is not unpacked; empty when it is."""
    parts = PurePosixPath(path.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or PureWindowsPath(path).drive:
        return "its path leads out of the archive; pack it again with plain names."
    if member.flag_bits & ENCRYPTED:
        return "is encrypted; unpack it with its password and import the folder."
    if parts.suffix.lower() == ".zip":
        return "is an archive in an archive; unpack it and import the folder."
    return ""


def _unpacked(packed: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """Bytes of a member, read piece by piece so that a bomb is dropped at the limit, whatever size it states."""
    most = min(most, max(SMALL, MAX_RATIO * member.compress_size))
    data = bytearray()
    with packed.open(member) as stream:
        while piece := stream.read(CHUNK):
            data += piece
            if len(data) > most:
                raise CorpusError(
                    f"unpacks to more than {most:,} bytes; allowed are {MAX_FILE:,}, "
                    f"{MAX_UNPACKED:,} in all and {MAX_RATIO} times the packed size."
                )
    return bytes(data)
