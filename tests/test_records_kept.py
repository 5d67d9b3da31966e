"""Records when a page is read again: which article is which, whose file is whose, and what stands on the disk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.errors import RecordError
from generator.model import (
    Article,
    Folio,
    Paragraph,
    ParsedPage,
    PrintPage,
    Record,
    Source,
    Text,
)
from generator.records import (
    Kept,
    Pages,
    apply,
    decode_record,
    diff,
    find_doubles,
    join_pages,
    loads,
    match_ids,
    read_records,
    reconcile,
    reconcile_page,
)
from generator.records.text import is_edited, seal
from tests.recorded import NEW, OLD, article, record

CASES = Path(__file__).parent / "cases"


# ---------------------------------------------------------------- which article is which


def page(*articles: Article) -> ParsedPage:
    sha = articles[0].source.sha256 if articles else NEW
    return ParsedPage(PrintPage("page", "seeds/page.txt", sha, ()), Folio(), articles, ())


def kept(item: Record, *, edited: bool = False) -> Kept:
    return Kept(item, Path("records") / "page" / f"{item.ordinal}.md", edited)


RAIN = article("春雨下了三天，河水涨过了石桥。", "牧人把羊群赶上了高处。", headline="春雨落在云上村", lines=(1, 5))
ROAD = article("通村公路昨天铺完最后一段。", "云上村到县城只要四十分钟。", headline="路修到了家门口", lines=(7, 11))
FAIR = article("秋天的集市开了五天。", "青稞和酥油都卖完了。", headline="集市热闹五天", lines=(13, 17))


def again(story: Article, shift: int, sha: str = NEW) -> Article:
    """The same article, printed some lines further down in another dump."""
    moved = tuple((first + shift, last + shift) for first, last in story.source.lines)
    return replace(story, source=Source(story.source.file, sha, moved))


def records_of(*articles: Article) -> list[Kept]:
    return [kept(record(number, article=story)) for number, story in enumerate(articles, 1)]


def test_a_new_page_is_numbered_in_reading_order() -> None:
    assert match_ids(page(RAIN, ROAD), ()) == ("page-01", "page-02")


def test_ids_stay_when_nothing_changed() -> None:
    assert match_ids(page(RAIN, ROAD, FAIR), records_of(RAIN, ROAD, FAIR)) == ("page-01", "page-02", "page-03")


def test_ids_stay_after_an_article_was_inserted_before() -> None:
    parsed = page(again(FAIR, -12), again(RAIN, 6), again(ROAD, 6))
    assert match_ids(parsed, records_of(RAIN, ROAD)) == ("page-03", "page-01", "page-02")


def test_ids_stay_when_articles_are_reordered() -> None:
    parsed = page(again(FAIR, -12), again(ROAD, 0), again(RAIN, 12))
    assert match_ids(parsed, records_of(RAIN, ROAD, FAIR)) == ("page-03", "page-02", "page-01")


def test_a_record_that_was_rewritten_is_found_by_its_lines() -> None:
    rewritten = replace(RAIN, headline=Text("全文重写"), blocks=(Paragraph("一句旧话也没有留下。"),))
    assert match_ids(page(RAIN, ROAD), records_of(rewritten, ROAD)) == ("page-01", "page-02")


def test_a_record_that_was_corrected_is_found_in_another_dump_by_its_text() -> None:
    corrected = replace(RAIN, headline=Text("春雨落在云上乡"), blocks=(*RAIN.blocks, Paragraph("编者补了一句。")))
    assert match_ids(page(again(ROAD, 0), again(RAIN, 40)), records_of(corrected)) == ("page-02", "page-01")


def test_a_long_headline_alone_tells_an_article_a_short_one_does_not() -> None:
    def story(headline: str, text: str, sha: str) -> Article:
        return article(text, headline=headline, sha=sha)

    long = records_of(story("云上村的春天来得比往年早", "甲乙丙丁。", OLD))
    assert match_ids(page(story("云上村的春天来得比往年早", "子丑寅卯。", NEW)), long) == ("page-01",)
    short = records_of(story("图片新闻", "甲乙丙丁。", OLD))
    assert match_ids(page(story("图片新闻", "子丑寅卯。", NEW)), short) == ("page-02",)


def test_two_identical_articles_stay_two() -> None:
    twin = again(RAIN, 30, OLD)
    both = records_of(RAIN, twin)
    assert match_ids(page(RAIN, twin), both) == ("page-01", "page-02")
    assert match_ids(page(again(RAIN, 9), again(twin, 9)), both) == ("page-01", "page-02")
    assert match_ids(page(twin), both) == ("page-02",)


def test_the_number_of_a_record_that_is_kept_is_not_given_again() -> None:
    assert match_ids(page(FAIR), [kept(record(1, article=again(ROAD, 90)), edited=True)]) == ("page-02",)


def test_a_record_that_was_deleted_comes_back_under_its_number() -> None:
    disk = [kept(record(1, article=RAIN)), kept(record(3, article=ROAD))]
    assert match_ids(page(RAIN, FAIR, ROAD), disk) == ("page-01", "page-02", "page-03")


def test_an_article_that_may_be_a_record_that_cannot_be_read_waits() -> None:
    disk = [kept(record(1, article=RAIN))]
    assert match_ids(page(RAIN, FAIR), disk, {"page-02"}) == ("page-01", None)
    assert match_ids(page(RAIN, FAIR), disk, {"another-02"}) == ("page-01", "page-02")


def test_records_of_other_pages_have_no_say() -> None:
    other = replace(record(1, article=RAIN), id="another-05")
    assert match_ids(page(RAIN), [kept(other)]) == ("page-01",)


def test_ids_of_a_long_page_are_unique() -> None:
    stories = [article(f"第{n}户卖了{n}头牦牛。", headline=f"第{n}户", lines=(n * 9, n * 9 + 2)) for n in range(1, 301)]
    first = match_ids(page(*stories), ())
    disk = [kept(replace(record(1, article=story), id=id_)) for id_, story in zip(first, stories, strict=True)]
    parsed = [again(story, 3) for story in reversed(stories)]
    assert match_ids(page(*parsed), disk) == tuple(reversed(first))


# ---------------------------------------------------------------- whose file is whose

FOLDER = Path("records")


def sealed(item: Record, *, edited: bool = False) -> Kept:
    return kept(seal(item)[0], edited=edited)


def codes(problems: tuple[object, ...]) -> list[str]:
    return [getattr(problem, "code", "") for problem in problems]


def test_a_new_record_is_written() -> None:
    result = reconcile([record(1)], [], FOLDER)
    assert list(result.writes) == [FOLDER / "page" / "01.md"]
    assert not is_edited(result.writes[FOLDER / "page" / "01.md"])
    assert result.records == (seal(record(1))[0],)


def test_an_unchanged_record_is_not_written() -> None:
    result = reconcile([record(1)], [sealed(record(1))], FOLDER)
    assert (result.writes, result.removals, result.problems) == ({}, (), ())


def test_an_untouched_record_follows_the_parser() -> None:
    result = reconcile([record(1, "雨停了。")], [sealed(record(1))], FOLDER)
    assert loads(result.writes[FOLDER / "page" / "01.md"]).article.blocks[0] == Paragraph("雨停了。", ((2, 2),))


def test_an_edited_record_is_kept_without_a_word_while_the_parser_says_the_same() -> None:
    mine = replace(seal(record(1))[0], summary="我写的。")
    result = reconcile([record(1)], [kept(mine, edited=True)], FOLDER)
    assert (result.records, result.writes, result.problems) == ((mine,), {}, ())


def test_an_edited_record_is_kept_and_doubted_when_the_parser_says_something_else() -> None:
    mine = replace(seal(record(1))[0], summary="我写的。")
    result = reconcile([record(1, "雨停了。")], [kept(mine, edited=True)], FOLDER)
    assert (result.records, result.writes, result.removals) == ((mine,), {}, ())
    assert codes(result.problems) == ["record-edited-differs"]
    assert "parse --diff" in str(result.problems[0])


def test_the_doubt_ends_as_its_hint_says() -> None:
    mine = replace(seal(record(1))[0], summary="我写的。")
    doubt = reconcile([record(1, "雨停了。")], [kept(mine, edited=True)], FOLDER).problems[0]
    seen = replace(mine, parsed=re.findall(r"sha256:\w+", str(doubt.hint))[0])
    assert reconcile([record(1, "雨停了。")], [kept(seen, edited=True)], FOLDER).problems == ()


def test_tags_that_drift_with_the_digest_are_no_doubt() -> None:
    mine = replace(seal(record(1, tags=("草场",)))[0], summary="我写的。")
    assert reconcile([record(1, tags=("牛羊",))], [kept(mine, edited=True)], FOLDER).problems == ()


def test_a_record_whose_article_is_gone_goes_if_untouched() -> None:
    result = reconcile([record(1)], [sealed(record(1)), sealed(record(2))], FOLDER)
    assert result.removals == (FOLDER / "page" / "02.md",)
    assert [r.id for r in result.records] == ["page-01"]


def test_a_record_whose_article_is_gone_stays_if_edited() -> None:
    result = reconcile([record(1)], [sealed(record(1)), sealed(record(2), edited=True)], FOLDER)
    assert result.removals == ()
    assert [r.id for r in result.records] == ["page-01", "page-02"]
    assert codes(result.problems) == ["record-article-gone"]


def test_a_record_made_by_hand_needs_no_article() -> None:
    result = reconcile([record(1)], [kept(record(9), edited=True)], FOLDER)
    assert [r.id for r in result.records] == ["page-01", "page-09"]
    assert result.problems == ()


@pytest.mark.parametrize(
    ("pages", "stays"),
    [
        (None, True),
        (Pages(frozenset()), False),
        (Pages(frozenset({"other"})), False),
        (Pages(frozenset(), frozenset({"page"})), True),
        (Pages(frozenset({"page"})), False),
    ],
)
def test_untouched_records_go_with_their_page_but_not_with_one_that_failed(pages: Pages | None, stays: bool) -> None:  # noqa: FBT001
    result = reconcile([], [sealed(record(1))], FOLDER, pages)
    assert [r.id for r in result.records] == (["page-01"] if stays else [])
    assert bool(result.removals) is not stays


def test_an_edited_record_outlives_its_page() -> None:
    result = reconcile([], [sealed(record(1), edited=True)], FOLDER, Pages(frozenset()))
    assert [r.id for r in result.records] == ["page-01"]
    assert codes(result.problems) == ["record-article-gone"]


def test_what_a_file_cannot_hold_is_reported_and_still_published() -> None:
    bad = record(1, "")
    result = reconcile([bad, record(2)], [], FOLDER)
    assert codes(result.problems) == ["record-unwritable"]
    assert [r.id for r in result.records] == ["page-01", "page-02"]
    assert list(result.writes) == [FOLDER / "page" / "02.md"]


def test_printed_pages_may_be_reconciled_one_by_one() -> None:
    one, two = record(1), replace(record(2), id="other-02")
    fresh = [two, one, replace(one, id="new-01")]
    on_disk = [
        sealed(one, edited=True),
        sealed(replace(one, id="page-03")),
        sealed(two),
        sealed(replace(two, id="old-01")),
    ]
    parts = []
    for page_id in ("other", "page", "new", "old"):
        parsed = [item for item in fresh if item.page_id == page_id]
        known = [item for item in on_disk if item.record.page_id == page_id]
        parts.append(reconcile_page(parsed, known, FOLDER, whole=page_id != "old"))
    whole = reconcile(fresh, on_disk, FOLDER, Pages(frozenset(), frozenset({"old"})))
    assert join_pages(parts) == whole
    assert [item.id for item in whole.records] == ["new-01", "old-01", "other-02", "page-01"]


def test_the_difference_shows_mine_and_the_parsers() -> None:
    mine = sealed(record(1), edited=True)
    assert diff(mine, record(1)) == ""
    shown = diff(mine, record(1, "雨停了。"))
    assert "--- records/page/01.md\n+++ seeds/page.txt (parsed)\n" in shown
    assert "-雪化了，草场返青。\n+雨停了。\n" in shown
    assert "parsed: sha256" not in "".join(line for line in shown.splitlines() if line.startswith(("-", "+")))


# ---------------------------------------------------------------- on disk


def test_a_record_may_be_read_from_its_bytes() -> None:
    sealed_record, text = seal(record(1))
    path = FOLDER / "page" / "01.md"
    for content in (text, "\ufeff" + text, text.replace("\n", "\r\n")):
        assert decode_record(content.encode(), path) == Kept(sealed_record, path, edited=False)
    assert decode_record(text.replace("雪化", "雪融").encode(), path).edited
    with pytest.raises(RecordError, match=r"records/page/01\.md:2: not UTF-8"):
        decode_record(b"---\nid: \xff\n", path)


def test_of_files_with_one_id_the_one_in_its_place_is_used_else_the_first() -> None:
    own, first, last = FOLDER / "page" / "01.md", FOLDER / "a" / "01.md", FOLDER / "z" / "01.md"
    assert list(find_doubles([("page-01", first), ("page-01", own), ("page-02", last)], FOLDER)) == [first]
    found = find_doubles([("page-01", last), ("page-01", first)], FOLDER)
    assert list(found) == [last]
    assert f"id page-01 is that of {first.as_posix()} too" in found[last].message


def test_written_records_are_read_again(tmp_path: Path) -> None:
    fresh = [record(1), record(2)]
    result = reconcile(fresh, [], tmp_path)
    assert apply(result) == ()
    found, problems = read_records(tmp_path)
    assert problems == ()
    assert tuple(item.record for item in found) == result.records
    assert not any(item.edited for item in found)
    assert all(item.path.stat().st_mode & 0o777 == 0o644 for item in found)
    assert reconcile(fresh, found, tmp_path).writes == {}


def test_one_bad_record_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "01.md").write_text("---\nid: page-01\nheadline: [甲]\n---\n", "utf-8")
    (tmp_path / "page" / "02.md").write_text("---\nid: page-02\n---\n", "utf-8")
    (tmp_path / "page" / "03.md").write_bytes(b"---\nid: page-03\nheadline: \xb2\xdd\n---\n")
    (tmp_path / "README.md").write_text("# 说明\n", "utf-8")
    found, problems = read_records(tmp_path)
    assert [item.record.id for item in found] == ["page-02"]
    assert [(p.code, p.location.line, p.severity) for p in problems] == [
        ("record-wrong-value", 3, "error"),
        ("record-undecodable", 3, "error"),
    ]


def test_no_folder_is_no_records(tmp_path: Path) -> None:
    assert read_records(tmp_path / "none") == ((), ())


def test_an_id_in_two_files_is_reported_and_the_file_in_its_place_is_used(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "01 copy.md").write_text("---\nid: page-01\nheadline: 抄件\n---\n", "utf-8")
    (tmp_path / "page" / "01.md").write_text("---\nid: page-01\nheadline: 原件\n---\n", "utf-8")
    found, problems = read_records(tmp_path)
    assert [item.record.article.headline for item in found] == [Text("原件")]
    assert codes(problems) == ["record-id-twice"]
    assert "01 copy.md" in str(problems[0])
    assert "page/01.md too" in str(problems[0])


def test_a_file_that_can_no_longer_be_read_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "page" / "01.md"
    path.parent.mkdir()
    path.write_text("---\nid: page-01\nheadline: [我改到一半\n---\n", "utf-8")
    found, _ = read_records(tmp_path)
    problems = apply(reconcile([record(1)], found, tmp_path))
    assert codes(problems) == ["record-kept"]
    assert "我改到一半" in path.read_text("utf-8")


def test_a_file_that_a_person_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    apply(reconcile([record(1), record(2)], [], tmp_path))
    found, _ = read_records(tmp_path)
    for item in found:
        item.path.write_text(item.path.read_text("utf-8") + "\n我刚写的。\n", "utf-8")
    problems = apply(reconcile([record(1, "雨停了。")], found, tmp_path))
    assert codes(problems) == ["record-kept", "record-kept"]
    assert all("我刚写的。" in item.path.read_text("utf-8") for item in found)


def test_removed_records_leave_no_empty_folder_and_take_no_translation(tmp_path: Path) -> None:
    apply(reconcile([record(1)], [], tmp_path))
    other = replace(record(1), id="other-01")
    apply(reconcile([other], [], tmp_path))
    (tmp_path / "other" / "en.po").write_text("", "utf-8")
    found, _ = read_records(tmp_path)
    assert apply(reconcile([], found, tmp_path, Pages(frozenset()))) == ()
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["en.po", "other"]


def test_unchanged_files_keep_their_time(tmp_path: Path) -> None:
    result = reconcile([record(1)], [], tmp_path)
    apply(result)
    path = tmp_path / "page" / "01.md"
    before = path.stat().st_mtime_ns, path.stat().st_ino
    apply(result)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
