"""The plan of the site: every page at an address of its own, in every language, alternates complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.config import Config
from generator.errors import PlanError
from generator.model import Byline, Flag, SitePage
from generator.plan import check_addresses, plan_site
from generator.views.head import X_DEFAULT
from tests.invented import digest_of, make_record

if TYPE_CHECKING:
    from generator.model import Record
    from generator.views.edition import Card
    from generator.views.home import HomeView
    from tests.invented import Table

SAID = {("en", "p-01", "headline"): "Full Barns, Warm Hearts", ("en", "p-01", "p1"): "A paragraph."}
TWO = (make_record(paper="高原日报", date="2026-01-05", page="4"), make_record("p-02", regions=()))


def planned(*records: Record, said: Table | None = None, **settings: object) -> dict[str, SitePage]:
    pages = plan_site(digest_of(*(records or TWO), said=SAID if said is None else said), Config(**settings))
    return {page.path: page for page in pages}


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "404.html",
        ".nojekyll",
        "robots.txt",
        "feeds.opml",
        "zh/index.html",
        "zh/articles/p-01.html",
        "zh/articles/p-01.both.html",
        "zh/pages/index.html",
        "zh/pages/p.html",
        "zh/issues/gao-yuan-ri-bao-2026-01-05.html",
        "zh/regions/index.html",
        "zh/regions/unplaced.html",
        "zh/regions/xizang.html",
        "zh/regions/nagqu.html",
        "zh/tags/index.html",
        "zh/tags/qing-ke.html",
        "zh/bylines/index.html",
        "zh/bylines/lin-qing-he.html",
        "zh/numbers.html",
        "zh/about.html",
        "zh/feed.xml",
        "zh/feed.json",
    ],
)
def test_every_kind_of_page_is_planned_in_every_language(path: str) -> None:
    pages = planned()
    assert path in pages
    assert path.replace("zh/", "en/") in pages


def test_two_pages_at_one_address_are_refused_and_both_named() -> None:
    pages = [
        SitePage("zh/tags/a.html", None, "", origin="tag 甲"),
        SitePage("zh/tags/A.html", None, "", origin="tag 乙"),
    ]
    with pytest.raises(PlanError) as refused:
        check_addresses(pages)
    assert "tag 甲" in str(refused.value)
    assert "tag 乙" in str(refused.value)


def test_people_whose_names_sound_alike_have_pages_of_their_own() -> None:
    records = [make_record(f"p-0{n}", bylines=(Byline(name),)) for n, name in enumerate(("张伟", "章炜", "林青禾"), 1)]
    paths = [path for path in planned(*records) if path.startswith("zh/bylines/")]
    assert len(paths) == 4
    assert "zh/bylines/lin-qing-he.html" in paths


def test_every_page_lists_itself_and_each_alternate_lists_the_same() -> None:
    pages = planned(site_url="https://example.org/")
    for page in pages.values():
        paths = [path for lang, path in page.alternates if lang != X_DEFAULT]
        if page.alternates and page.path != "index.html":
            assert page.path in paths, page.path
        for path in paths:
            assert pages[path].alternates == page.alternates, (page.path, path)


def test_the_front_door_is_the_default_of_the_home_pages() -> None:
    pages = planned()
    assert (X_DEFAULT, "index.html") in pages["zh/index.html"].alternates
    assert pages["index.html"].alternates == pages["en/index.html"].alternates


def test_an_untranslated_story_is_canonical_to_the_original_and_not_listed() -> None:
    page = planned()["en/articles/p-02.html"]
    assert page.view.head.repeats == "zh/articles/p-02.html"
    assert page.alternates == ()
    assert not page.listed
    assert planned()["zh/articles/p-02.html"].alternates == (
        ("zh-Hans", "zh/articles/p-02.html"),
        (X_DEFAULT, "zh/articles/p-02.html"),
    )


def test_a_translated_story_stands_in_its_own_right() -> None:
    page = planned()["en/articles/p-01.html"]
    assert page.view.head.repeats is None
    assert dict(page.alternates)["zh-Hans"] == "zh/articles/p-01.html"


def test_side_by_side_only_where_something_is_translated() -> None:
    pages = planned()
    assert "zh/articles/p-01.both.html" in pages
    assert "zh/articles/p-02.both.html" not in pages


def test_long_lists_are_parted_into_pages() -> None:
    records = [make_record(f"p-{n:02}") for n in range(1, 8)]
    pages = planned(*records, page_size=3)
    assert {"zh/latest/2.html", "zh/latest/3.html", "zh/tags/qing-ke-3.html", "zh/numbers-2.html"} <= set(pages)
    shown = [card.id for n in (1, 2, 3) for card in cards_of(pages[home(n)].view)]
    assert shown == [record.id for record in records]


def home(number: int) -> str:
    return "zh/index.html" if number == 1 else f"zh/latest/{number}.html"


def cards_of(view: HomeView) -> tuple[Card, ...]:
    return (*((view.lead,) if view.lead else ()), *view.seconds, *view.cards)


def test_the_second_page_of_a_printed_page_is_no_other_printed_page() -> None:
    records = [make_record("p-01"), make_record("p-02"), make_record("p-2-01")]
    assert {"zh/pages/p.html", "zh/pages/p/2.html", "zh/pages/p-2.html"} <= set(planned(*records, page_size=1))


def test_a_digest_without_stories_has_a_site() -> None:
    paths = {page.path for page in plan_site(digest_of(), Config())}
    assert {"index.html", "zh/index.html", "en/tags/index.html", "zh/regions/unplaced.html"} <= paths


@given(
    st.lists(
        st.sampled_from(["张伟", "章炜", "林青禾", "Lin Qinghe", "次仁", "次人"]), min_size=1, max_size=6, unique=True
    )
)
def test_addresses_are_unique_whoever_wrote(names: list[str]) -> None:
    record = make_record(bylines=tuple(Byline(name) for name in names))
    paths = [page.path for page in plan_site(digest_of(record), Config(languages=("zh-Hans",)))]
    assert len(paths) == len(set(paths))


def test_an_excerpt_is_planned_without_its_body() -> None:
    record = make_record(rights="excerpt", flags=(Flag("joined", ((6, 8),), 0.9, "a word runs over the break"),))
    pages = planned(record, replace(record, id="p-02", rights="full"))
    assert pages["zh/articles/p-01.html"].view.pieces == ()
    assert pages["zh/articles/p-02.html"].view.pieces != ()
    assert "zh/articles/p-01.both.html" not in pages
