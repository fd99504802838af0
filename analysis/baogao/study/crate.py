"""``ro-crate-metadata.json`` of a folder of figures: its files, and what each figure was made from (RO-Crate 1.2)."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from baogao.figures.provenance import MANIFEST, read_manifest, write_json
from baogao.files import sha256
from baogao.paths import is_published_study
from baogao.study.cite import study_reference

CRATE = "ro-crate-metadata.json"
PROFILE = "https://w3id.org/ro/crate/1.2"
LICENCE = "CC-BY-4.0"  # of the study's figures; a study of one's own says its licence in CITATION.cff
OTHERS = {"numbers.json": "application/json", "numbers.tex": "application/x-tex", MANIFEST: "application/json"}
Entity = dict[str, Any]


def write_crate(folder: Path) -> None:
    """Write the metadata of a folder of figures, from its manifest; nothing where no figure has been drawn.

    The same figures give the same bytes: the date is that of the study's CITATION.cff.
    """
    manifest = read_manifest(folder)
    if manifest["figures"]:
        graph = [*_head(folder, manifest), *_files(folder, manifest), *_actions(manifest), *_inputs(manifest)]
        write_json(folder / CRATE, {"@context": f"{PROFILE}/context", "@graph": graph})


def _head(folder: Path, manifest: Entity) -> Iterator[Entity]:
    """The descriptor, the data set itself, its authors, its licence and what made it."""
    study = study_reference()
    authors = [_author(name) for name in study.authors]
    licence = LICENCE if is_published_study() else study.licence or LICENCE
    address = f"https://spdx.org/licenses/{licence}"
    yield {
        "@id": CRATE,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": PROFILE},
    }
    yield {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Figures of {study.title}",
        "description": f"{len(manifest['figures'])} figures with the tables drawn and the hash of every input.",
        "datePublished": study.date or "1970-01-01",
        "license": {"@id": address},
        "author": [{"@id": author["@id"]} for author in authors],
        "hasPart": [{"@id": entity["@id"]} for entity in _files(folder, manifest)],
        "mentions": [{"@id": action["@id"]} for action in _actions(manifest)],
    }
    yield from authors
    yield {"@id": address, "@type": "CreativeWork", "name": licence}
    yield {
        "@id": "#baogao",
        "@type": "SoftwareApplication",
        "name": "baogao",
        "softwareVersion": manifest["versions"].get("baogao", ""),
        "softwareRequirements": [f"{name} {version}" for name, version in sorted(manifest["versions"].items())],
    }


def _author(name: str) -> Entity:
    kind = "Person" if ", " in name else "Organization"
    return {"@id": "#" + name.lower().replace(", ", "-").replace(" ", "-"), "@type": kind, "name": name}


def _files(folder: Path, manifest: Entity) -> Iterator[Entity]:
    for name, entry in manifest["figures"].items():
        for file, digest in entry["files"].items():
            yield _file(folder / file, file, digest, f"{name}: {entry['caption']}")
    for file, kind in OTHERS.items():
        if (folder / file).is_file():
            yield {**_file(folder / file, file, sha256(folder / file), file), "encodingFormat": kind}


def _file(path: Path, name: str, digest: str, description: str) -> Entity:
    kind = mimetypes.types_map.get(path.suffix, "application/octet-stream")
    return {
        "@id": name,
        "@type": "File",
        "name": name,
        "description": description,
        "encodingFormat": kind,
        "contentSize": str(path.stat().st_size),
        "sha256": digest,
    }


def _actions(manifest: Entity) -> Iterator[Entity]:
    """How each figure came about: baogao, from these inputs, into these files."""
    for name, entry in manifest["figures"].items():
        yield {
            "@id": f"#draw-{name}",
            "@type": "CreateAction",
            "name": f"Draw {name} of {entry['collection']} with {entry['recipe']}",
            "instrument": {"@id": "#baogao"},
            "object": [{"@id": f"#{path}"} for path in sorted(entry["inputs"])],
            "result": [{"@id": file} for file in sorted(entry["files"])],
        }


def _inputs(manifest: Entity) -> Iterator[Entity]:
    """What figures are made from lies outside the folder, so each is described and not held."""
    digests = {path: digest for entry in manifest["figures"].values() for path, digest in entry["inputs"].items()}
    for path, digest in sorted(digests.items()):
        yield {"@id": f"#{path}", "@type": "CreativeWork", "name": path, "sha256": digest}
