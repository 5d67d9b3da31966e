"""Rendered files, staged one by one → the output folder, which never holds a broken site.

    open_stage ─▶ Stage.standing: what need not be rendered
        │              write_staged: one file, from any process
        ▼
    Stage.publish ─▶ the stage or the spare, whole ─exchange─▶ site/          (swap)
                 └─▶ file by file, in an order without a dangling link        (inplace)

A manifest in the output folder lists what is ours; what is not ours stays. Not here: what the files say.
"""

from __future__ import annotations

from generator.publish.removal import unpublish
from generator.publish.safety import check_output, refuse_over
from generator.publish.stage import Published, Stage, open_stage, publish
from generator.publish.staging import write_staged
from generator.publish.tree import STAGING

__all__ = [
    "STAGING",
    "Published",
    "Stage",
    "check_output",
    "open_stage",
    "publish",
    "refuse_over",
    "unpublish",
    "write_staged",
]
