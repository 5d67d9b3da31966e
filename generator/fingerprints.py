"""Plain values → a fingerprint: the same values have the same one on every machine and in every version of Python."""

from __future__ import annotations

import marshal
from hashlib import blake2b
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from generator.model import Reads


def fingerprint(reads: Reads, *, key: bytes = b"") -> bytes:
    """Hash plain values, nested as deep as need be, to 16 bytes."""
    # Version 2 of the format knows no references between objects, which would tell equal values apart.
    return blake2b(marshal.dumps(cast("tuple[str, ...]", reads), 2), digest_size=16, key=key).digest()
