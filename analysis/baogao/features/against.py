"""The collections that a collection is compared with, which its ``against.txt`` names: the level above comes first."""

from __future__ import annotations

from pathlib import Path

from baogao.corpus.store.collection import entries
from baogao.corpus.store.manifest import read_manifest
from baogao.corpus.words.rules import rules_sha256
from baogao.errors import CorpusError, SettingError
from baogao.files import sha256
from baogao.paths import collection_folder
from baogao.tables import read_names

AGAINST = "against.txt"
WITHIN = "/"  # parts the name of a collection from the id of one of its passages; no id holds one


def references(folder: Path) -> list[Path]:
    """Folders of the collections that the one in ``folder`` is compared with; none where it has no ``against.txt``.

    Raises
    ------
    CorpusError
        If one does not exist, is the collection itself, or is named twice.

    Examples
    --------
    >>> [each.name for each in references(collection_folder("provincial"))]
    ['work-reports']
    """
    path = folder / AGAINST
    names = read_names(path) if path.is_file() else []
    folders = []
    for name in names:
        try:
            folders.append(collection_folder(name))
        except SettingError as error:
            raise CorpusError(f"{path}: {error}") from None
    if folder in folders or len(set(folders)) < len(folders):
        raise CorpusError(f"{path}: names {folder.name} itself, or a collection twice; name each other one once.")
    return folders


def references_sha256(folder: Path) -> str:
    """Hash of the collections that one is compared with: names, texts and rules; of nothing where there is none."""
    parts = [
        "\n".join([each.name, rules_sha256(each), *(entry.content for entry in entries(each, read_manifest(each)))])
        for each in references(folder)
    ]
    return sha256("\n\n".join(parts))


def address(name: str, collection: str = "") -> str:
    """Id of a passage or report, with the name of its collection where that is another one.

    Examples
    --------
    >>> address("gwr-2025:0003", "work-reports"), address("yunnan-2026:0001")
    ('work-reports/gwr-2025:0003', 'yunnan-2026:0001')
    """
    return f"{collection}{WITHIN}{name}" if collection else name
