"""Files that are documents of some program, in a ZIP or XML: what they are, and whose reader takes them."""

from __future__ import annotations

import zipfile
from io import BytesIO

from baogao.corpus.text.beginnings import HEAD, other_kind

TYPES = "[Content_Types].xml"
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
CONTAINERS = {  # a member that only this kind of container has, what it is, and the format of the reader that takes it
    "word/document.xml": ("a Word document; name it .docx.", "docx"),
    "xl/workbook.xml": ("an Excel workbook; name it .xlsx.", "xlsx"),
    "ppt/presentation.xml": ("a presentation; save its text as .docx.", ""),
    "OFD.xml": ("an OFD document; save it as .pdf or .docx.", ""),
}
# What Office of 2003 to 2007 writes as XML: the name of its vocabulary, which stands near the beginning.
IN_XML = {
    b"urn:schemas-microsoft-com:office:spreadsheet": "an Excel workbook in XML; open it and save it as .xlsx.",
    b"http://schemas.microsoft.com/office/word/2003/wordml": "a Word document in XML; open it and save it as .docx.",
    b"http://schemas.microsoft.com/office/2006/xmlPackage": "a Word document in XML; open it and save it as .docx.",
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
    names = set(members)
    if TYPES in names:  # by which any part of an Office file may have another name
        folders = {main: main[: main.find("/") + 1] or main for main in CONTAINERS}
        names |= {main for main, folder in folders.items() if any(name.startswith(folder) for name in members)}
    return next((kind for part, kind in CONTAINERS.items() if part in names), ("", ""))


def under_another_name(content: bytes) -> str:
    """What a file is that should be text, with what to do; empty if nothing shows. See `other_kind`."""
    if content.startswith(b"PK\x03\x04"):
        return container_of(content)[0] or "a ZIP archive; name it .zip."
    head = content[:HEAD]
    in_xml = (what for name, what in IN_XML.items() if name in head) if b"<?xml" in head else iter(())
    return next(in_xml, "") or other_kind(content)
