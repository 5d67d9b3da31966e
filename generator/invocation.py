"""How this program was called, so that a hint can be typed as it stands."""

from __future__ import annotations

import sys
from pathlib import Path


def command(rest: str) -> str:
    """``build`` → ``baozhai build``, or ``python -m generator build`` where it runs as a module."""
    as_module = Path(sys.argv[0]).name == "__main__.py"
    return f"{'python -m generator' if as_module else 'baozhai'} {rest}"
