"""Compiled templates, kept in the project's private cache folder from one build to the next.

Code that Jinja compiled goes in and comes back, as long as the template, the compiler and Python are the same. Each
file begins with the digest of all that it depends on and of what follows; one that is damaged, foreign or older is
never run, and is written anew. Without the folder, or where it can't be written, templates are compiled each time.
"""

from __future__ import annotations

import marshal
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

import jinja2
from jinja2 import BytecodeCache

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

FOLDER = "templates"
"""Below the private cache folder."""
_COMPILER = ("lexer", "parser", "nodes", "idtracking", "optimizer", "compiler")
_OURS = ("lasting.py", "quick.py")
_SEAL = 32
"""Bytes of the digest."""


class CompiledTemplates(BytecodeCache):
    """A folder of compiled templates."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp = _stamp()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template, if its file is whole and for us."""
        with suppress(OSError):
            content = self._path(bucket).read_bytes()
            if content[:_SEAL] == self._seal(bucket, content[_SEAL:]):
                bucket.code = marshal.loads(content[_SEAL:])  # noqa: S302 - sealed, and in a folder of the user's alone

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template; another process that does the same does no harm."""
        payload = marshal.dumps(bucket.code)
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, suffix=".new", delete=False) as file:
                file.write(self._seal(bucket, payload) + payload)
            Path(file.name).replace(self._path(bucket))

    def _path(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.bin"

    def _seal(self, bucket: Bucket, payload: bytes) -> bytes:
        return sha256(self._stamp + bucket.checksum.encode() + payload).digest()


def _stamp() -> bytes:
    """Name what compiles: Python, Jinja (its version would be asked of slow ``importlib.metadata``), and our part."""
    theirs = (Path(jinja2.__file__).with_name(f"{part}.py") for part in _COMPILER)
    digest = sha256(sys.version.encode())
    for path in (*theirs, *(Path(__file__).with_name(name) for name in _OURS)):
        digest.update(path.read_bytes())
    return digest.digest()
