"""``.baozhai-manifest.json`` ↔ which files of the output folder are ours, with the SHA-256 of what was written."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from generator.errors import Location, PublishError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MANIFEST = ".baozhai-manifest.json"
_VERSION = 1
_OUTSIDE = re.compile(r"^$|^/|(^|/)\.{1,2}(/|$)|//|/$|\\|\0")


def dumps_manifest(hashes: Mapping[str, str]) -> bytes:
    """Write {path: sha256} as JSON, sorted, so that the same site has the same manifest."""
    text = json.dumps({"version": _VERSION, "files": dict(sorted(hashes.items()))}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def loads_manifest(content: bytes, where: str) -> dict[str, str]:
    """Read a manifest; one that was tampered with, or is not ours, is a PublishError."""
    try:
        manifest = json.loads(content)
        files = manifest["files"]
        sound = manifest["version"] == _VERSION and all(
            isinstance(digest, str) and not _OUTSIDE.search(path) for path, digest in files.items()
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        sound = False
    if not sound:
        hint = "look at what stands in the folder, then remove the manifest or the whole folder"
        raise PublishError("manifest-unreadable", Location(where), "the list of published files is damaged", hint)
    return dict(files)


def read_manifest(root: Path) -> dict[str, str]:
    """Read what is ours in an output folder; nothing, where there is no manifest."""
    path = root / MANIFEST
    return loads_manifest(path.read_bytes(), str(path)) if path.exists() else {}
