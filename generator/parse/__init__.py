"""A printed page → its articles: pure, linear in the page's length, with a reason for every guess.

What does it is loaded when the first page comes: its patterns take a tenth of a second to compile, which a command that
parses nothing should not wait for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model import ParsedPage, PrintPage

__all__ = ["explain", "parse_page"]


def parse_page(page: PrintPage) -> ParsedPage:
    """Take a printed page apart: articles in printed order, the furniture, and what the folio says."""
    from generator.parse.page import parse  # noqa: PLC0415 - see above

    return parse(page)


def explain(page: PrintPage) -> str:
    """Tell the role of every line, how sure it is (nats above the next best) and what was seen of it, one line each."""
    from generator.parse.page import tell  # noqa: PLC0415 - see above

    return tell(page)
