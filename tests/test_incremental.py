"""Whatever was done to a project: a build with a cache makes the very bytes that a build without one makes.

A state machine does to a small project what people do (``project.CHANGES``), builds now and then, and holds each
build against a clean one of the same sources. ``BAOZHAI_STEPS=20000 pytest tests/test_incremental.py`` takes that many
steps; without it, a few dozen.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests import project
from tests.project import CHANGES, Project, configure, copy_sources, outcome, read_tree, stamps, start

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = int(os.environ.get("BAOZHAI_STEPS", "20"))
RUN = 20
"""Steps in a row, on one project."""


class Editing(RuleBasedStateMachine):
    """A project, and everything that may happen to it."""

    def __init__(self) -> None:
        super().__init__()
        self.room = Path(tempfile.mkdtemp(prefix="baozhai-test-"))
        self.project = Project(self.room / "0" / "digest")
        self.clean = count(1)

    def teardown(self) -> None:
        if self.project.folder.exists():
            self.build()
        shutil.rmtree(self.room, ignore_errors=True)

    @initialize(pages=st.integers(1, 3))
    def begin(self, pages: int) -> None:
        self.project = start(self.project.folder, pages)
        self.build()

    @rule(change=st.sampled_from(CHANGES), number=st.integers(0, 9999), then=st.sampled_from((True, True, False)))
    def change(self, change: Callable[[Project, int], None], number: int, then: bool) -> None:  # noqa: FBT001 - drawn
        change(self.project, number)
        if then:
            self.build()

    @rule()
    def build(self) -> None:
        """Build with what is remembered, and hold it against a build that remembers nothing."""
        folder = self.project.folder
        if not (folder / "seeds").exists():
            (folder / "seeds").mkdir()
        clean = self.room / str(next(self.clean)) / "digest"
        copy_sources(self.project, clean)
        before = read_tree(folder / "site")
        done = outcome(self.project.config, folder)
        wanted = outcome(configure(clean, {**self.project.settings, "executor": "serial"}), clean)
        shutil.rmtree(clean.parent)
        check("told", done.told, wanted.told)
        check("published", done.published, wanted.published)
        check("site", differing(done.site, wanted.site if wanted.published else before), [])
        check("records", differing(done.records, wanted.records), [])
        self.build_again(done.published)

    def build_again(self, published: bool) -> None:  # noqa: FBT001 - as it was found
        """Nothing changed: nothing is written, and the same is told."""
        folder = self.project.folder
        before = (stamps(folder / "site"), stamps(folder / "records"))
        first = outcome(self.project.config, folder)
        second = outcome(self.project.config, folder)
        check("told again", second.told, first.told)
        check("left alone", (stamps(folder / "site"), stamps(folder / "records")), before)
        if published and first.report is not None:
            check("written again", (first.report.written, first.report.removed), (0, 0))


def check(what: str, found: object, wanted: object) -> None:
    assert found == wanted, f"{what}: {found} instead of {wanted}"


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Name the files that two trees don't have alike."""
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


COURSES = {
    "a copy is left when its original goes with the raw page": (
        3,
        (
            (project.move_record, 455),
            (project.copy_record, 5057),
            (project.delete_page, 3309),
            (project.edit_static, 1),
        ),
    ),
    "the home region moves": (3, ((project.add_page, 25), (project.add_page, 40), (project.add_page, 69))),
    "words become common, and rare again": (2, ((project.add_page, 16), (project.add_page, 3), (project.revert, 0))),
    "a link's target goes and comes back": (
        3,
        ((project.link_records, 11), (project.delete_page, 1), (project.revert, 1), (project.unlink_records, 0)),
    ),
    "a byline is spelled in two ways on two pages, in one, and one page goes": (
        4,
        (
            (project.translate_byline, 3),
            (project.translate_byline, 10),
            (project.translate_byline, 4),
            (project.translate_byline, 16),
            (project.delete_page, 2),
        ),
    ),
    "a template fails and is mended": (1, ((project.edit_template, 14), (project.revert, 0))),
    "what a template includes changes": (
        1,
        ((project.edit_template, 6), (project.edit_template, 4), (project.edit_template, 8), (project.clear_own, 0)),
    ),
}
"""What once went wrong, or is met too rarely: how many raw pages, and what is done to them, a build after each."""


@pytest.mark.parametrize("course", COURSES.values(), ids=COURSES)
def test_a_course_of_changes(course: tuple[int, tuple[tuple[Callable[[Project, int], None], int], ...]]) -> None:
    pages, changes = course
    editing = Editing()
    editing.begin(pages)
    for change, number in changes:
        editing.change(change, number, then=True)
    editing.teardown()


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=max(1, STEPS // RUN),
    stateful_step_count=RUN,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
