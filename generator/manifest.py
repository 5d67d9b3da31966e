"""``.baozhai-manifest.json`` ↔ which files of the output folder are ours, with the SHA-256 of what was written."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING

from generator.errors import Location, PublishError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MANIFEST = ".baozhai-manifest.json"
_VERSION = 1
_OUTSIDE = re.compile(r"^$|^/|(^|/)\.{1,2}(/|$)|//|/$|\\|\0")


def is_site_path(path: str) -> bool:
    """Tell whether a path names a file in the output folder, and only there."""
    return not _OUTSIDE.search(path)


def dumps_manifest(hashes: Mapping[str, str]) -> bytes:
    """Write {path: sha256} as JSON, sorted, so that the same site has the same manifest."""
    # One line a file, so that a difference can be read; `indent` would do the same in Python, and ten times slower.
    files = json.dumps({path: hashes[path] for path in sorted(hashes)}, ensure_ascii=False, separators=(",\n", ": "))
    return f'{{"version": {_VERSION},\n"files": {files}}}\n'.encode()


def loads_manifest(content: bytes, where: str) -> dict[str, str]:
    """Read a manifest; one that was tampered with, or is not ours, is a PublishError."""
    try:
        manifest = json.loads(content)
        files = manifest["files"]
        sound = manifest["version"] == _VERSION and all(
            isinstance(digest, str) and is_site_path(path) for path, digest in files.items()
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


def write_manifest(folder: Path, hashes: Mapping[str, str]) -> str:
    """Write the manifest of a folder that no one sees yet; return the hash of its bytes."""
    path = folder / MANIFEST
    content = dumps_manifest(hashes)
    path.unlink(missing_ok=True)  # it may be a link to one that is seen
    path.write_bytes(content)
    path.chmod(0o644)
    return sha256(content).hexdigest()
