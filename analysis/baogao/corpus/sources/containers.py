"""ZIP archives that are documents of some program: what they are, and the format whose reader takes them."""

from __future__ import annotations

import zipfile
from io import BytesIO

from baogao.corpus.text.beginnings import HEAD, other_kind

OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
CONTAINERS = {  # a member that only this kind of container has, what it is, and the format of the reader that takes it
    "word/document.xml": ("a Word document; name it .docx.", "docx"),
    "xl/workbook.xml": ("an Excel workbook; name it .xlsx.", "xlsx"),
    "ppt/presentation.xml": ("a presentation; save its text as .docx.", ""),
    "OFD.xml": ("an OFD document; save it as .pdf or .docx.", ""),
}


def container_of(content: bytes) -> tuple[str, str]:
    """What a ZIP archive is the container of, and the format whose reader takes it; both empty for a plain archive.

    Examples
    --------
    >>> container_of(b"no archive")
    ('', '')
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            members = packed.namelist()
            if "mimetype" in members and packed.getinfo("mimetype").file_size < HEAD:
                kind = packed.read("mimetype")
                if kind.startswith(OPEN_DOCUMENT):
                    return "an OpenDocument file; save it as .docx or .xlsx.", ""
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError, KeyError):
        return "", ""
    return next((kind for part, kind in CONTAINERS.items() if part in set(members)), ("", ""))


def under_another_name(content: bytes) -> str:
    """What a file is that should be text, with what to do; empty if nothing shows. See `other_kind`."""
    if content.startswith(b"PK\x03\x04"):
        return container_of(content)[0] or "a ZIP archive; name it .zip."
    return other_kind(content)
