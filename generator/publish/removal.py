"""The output folder → the same without what is ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.manifest import MANIFEST, read_manifest
from generator.publish.lock import hold, take_both
from generator.publish.safety import check_output
from generator.publish.staging import clear_stages
from generator.publish.tree import above, list_tree, remove_empty, remove_files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def unpublish(output: Path, sources: Iterable[Path] = ()) -> int:
    """Remove what is ours from ``output``, and nothing else; return how many files went."""
    root = check_output(output, sources)
    if not root.is_dir():
        return 0
    with hold(output) as locks:
        take_both(locks, root, None)
        clear_stages(root)
        ours = read_manifest(root)
        standing = list_tree(root).files
        removed = remove_files(root, [path for path in ours if path in standing])
        remove_empty(root, above(ours))
        (root / MANIFEST).unlink(missing_ok=True)
    return removed
