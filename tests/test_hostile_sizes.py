"""Files and folders of any size: refused, or read in time and memory that grow as they do.

Time is CPU time and is held as a ratio: four times the input may cost four times the time, and ``AT_MOST`` times with
what a busy machine adds; where time grew with the square it would be sixteen.
"""

from __future__ import annotations

import os
import tracemalloc
from contextlib import suppress
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
from jinja2 import DictLoader

from generator.catalogue import merge_entries
from generator.config import Config, read_config
from generator.errors import BaozhaiError, SeedError, TemplateError
from generator.markup import MAX_CHARACTERS, render_markup
from generator.model import PrintPage
from generator.parse import parse_page
from generator.po import Entry, dumps_po, loads_po, scan_po
from generator.records import loads, read_records
from generator.records.body import dumps_body, loads_body
from generator.seeds import Seed, find_seeds, read_seed
from generator.seeds.decode import LIMIT
from generator.seeds.read import LEAST, LINES
from generator.slugs import make_slug
from generator.templating import fill, pair_environments
from generator.yamltext import loads_settings
from tests.fuzz.limits import FLOOR, TIMES, check_memory
from tests.fuzz.readers import read_print, story_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AT_MOST = 12.0
"""Times the CPU time for four times the text; what is quadratic takes sixteen."""
MESSAGE = 'msgid "a"\nmsgstr "b"\n'
SENTENCE = "近日，松林县的树都活了，水也清了，村里人都说好。"


def spent(work: Callable[[Any], object], given: object) -> float:
    start = process_time()
    with suppress(BaozhaiError):
        work(given)
    return process_time() - start


def growth(work: Callable[[Any], object], make: Callable[[int], object], size: int) -> float:
    """How much more four times the input costs; the best of a few runs each."""
    small, large = make(size), make(4 * size)
    least = min(spent(work, small) for _ in range(3))
    return min(spent(work, large) for _ in range(2)) / max(least, 0.002)


# ---------------------------------------------------------------- one text


def parse(text: str) -> object:
    return parse_page(PrintPage("page", "page.txt", "0" * 64, tuple(text.split("\n"))))


def write_again(text: str) -> object:
    return dumps_po(scan_po(text, "en.po")[0])


def record(front: str) -> str:
    return f"---\nid: page-01\n{front}\n---\n"


GROWING: dict[str, tuple[Callable[[Any], object], Callable[[int], object], int]] = {
    "comments of a message": (write_again, lambda n: "# 甲\n" * n + MESSAGE, 4000),
    "notes of a message": (write_again, lambda n: "#. 甲\n" * n + MESSAGE, 4000),
    "places of a message": (write_again, lambda n: "#: a:1\n" * n + MESSAGE, 4000),
    "flags of a message": (write_again, lambda n: "#, a\n" * n + MESSAGE, 4000),
    "comments at the end": (write_again, lambda n: MESSAGE + "# 甲\n\n" * n, 4000),
    "strings of a message": (write_again, lambda n: 'msgid ""\n' + '"甲"\n' * n + 'msgstr ""\n', 8000),
    "messages": (write_again, lambda n: "".join(f'msgid "{i}"\nmsgstr "b"\n' for i in range(n)), 1000),
    "isolates": (write_again, lambda n: "#: " + "\u2068" * n + "\n" + MESSAGE, 20000),
    "tags of a record": (loads, lambda n: record(f"tags: [{'甲,' * n}]"), 1500),
    "quotes that stay open": (loads, lambda n: record('kicker: "甲\n' * n), 1500),
    "blocks of a body": (lambda text: dumps_body(loads_body(text)), lambda n: "*甲*\n\n" * n, 4000),
    "lines of a block": (lambda text: dumps_body(loads_body(text)), lambda n: "*甲*\n" * n, 4000),
    "entries of settings": (lambda text: loads_settings(text, "a"), lambda n: f"title: [{'甲,' * n}]", 1500),
    "a line of one word": (parse, lambda n: "甲" * n, 100_000),
    "a line of blanks": (parse, lambda n: "甲" + " " * n + "乙", 100_000),
    "a line of brackets": (parse, lambda n: "（甲" * n, 50_000),
    "a line of names": (parse, lambda n: "本报记者 李小田 " * n, 5_000),
    "a line of sentences": (parse, lambda n: SENTENCE * n, 5_000),
    "lines of names": (parse, lambda n: "本报记者 李小田\n\n" * n, 200),
    "lines of headlines": (parse, lambda n: "".join(f"松林县第{i}\n\n" for i in range(n)), 100),
    "a name": (make_slug, lambda n: "松林日报" * n, 250),
}


@pytest.mark.parametrize("name", GROWING)
def test_time_grows_as_the_input_does(name: str) -> None:
    assert growth(*GROWING[name]) < AT_MOST


INLINE = ("[", "![", "*a", "_a", "`a", "<a ", "\\", "&#1;")
BLOCKS = ("> ", "1. ", "- ", "甲\n=\n", "=\n", "a|b\n-|-\n", "[a]: b\n", "    a\n")


@pytest.mark.parametrize("mark", INLINE + BLOCKS)
def test_the_worst_block_of_markdown_takes_less_than_a_second(mark: str) -> None:
    assert spent(render_markup, (mark * MAX_CHARACTERS)[:MAX_CHARACTERS]) < 1


def test_a_translator_s_file_of_near_copies_is_compared_within_seconds() -> None:
    before = tuple(Entry("一" * (1990 - n), "One.", f"01/p{n % 3 + 1}") for n in range(60))
    assert spent(lambda entries: merge_entries(entries, [story_record("一" * 2000)], "en"), before) < 10


# ---------------------------------------------------------------- one file

MEGABYTES = 10 * 1024 * 1024


@pytest.mark.parametrize("unit", ["甲", SENTENCE, "a", "（", "”", " ", "1"], ids=ascii)
def test_a_line_of_ten_megabytes_is_read_within_its_memory(unit: str) -> None:
    check_memory(read_print, (unit * (MEGABYTES // len(unit.encode()))).encode())


@pytest.mark.parametrize("line", ["一", "图为植树现场。", "headline"])
def test_as_many_lines_as_are_read_have_their_memory(line: str) -> None:
    few, many = (peak_memory(read_print, f"{line}\n".encode() * count) for count in (50, 150))
    each = (many - few) / 100
    assert each * LINES < FLOOR
    assert each < TIMES * LEAST


def test_a_line_costs_milliseconds_however_many_are_alike() -> None:
    assert spent(parse, "一\n" * 400) < 400 * 0.005


def page(folder: Path, content: bytes) -> Seed:
    path = folder / "page.txt"
    path.write_bytes(content)
    return Seed(path, "page", "seeds/page.txt")


@pytest.mark.parametrize("line", [b"\n", "甲\n".encode(), b"a\r", "\u2028".encode() + b"a"])
def test_a_page_of_lines_that_say_nothing_is_refused(tmp_path: Path, line: bytes) -> None:
    seed = page(tmp_path, "甲\n".encode() + line * (LINES + LINES))
    with pytest.raises(SeedError) as caught:
        read_seed(seed, Config(seeds=tmp_path))
    assert caught.value.problem.code == "seed-large"


def test_a_year_of_pages_in_one_file_is_read(tmp_path: Path) -> None:
    seed = page(tmp_path, (SENTENCE * 2 + "\n").encode() * (2 * LINES))
    assert len(read_seed(seed, Config(seeds=tmp_path)).lines) == 2 * LINES
    assert len((SENTENCE * 2).encode()) > LEAST


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    seed = page(tmp_path, b"a")
    os.truncate(seed.path, 8 * LIMIT)
    tracemalloc.start()
    with pytest.raises(SeedError):
        read_seed(seed, Config(seeds=tmp_path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * LIMIT


def test_settings_that_are_too_large_are_not_read_to_their_end(tmp_path: Path) -> None:
    path = tmp_path / "digest.yaml"
    path.write_bytes(b"title: a\n")
    os.truncate(path, 8 * LIMIT)
    tracemalloc.start()
    with pytest.raises(BaozhaiError, match="at most"):
        read_config({"config": path})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < FLOOR


DEEP = {
    "lists": "tags: " + "[" * 20_000,
    "mappings": "tags: " + "{a: " * 10_000,
    "blocks": "tags:\n" + "".join(f"{' ' * depth}-\n" for depth in range(200)),
    "a list of lists": "- " * 20_000,
    "questions": "? " * 20_000,
    "a scalar": "kicker: " + "甲" * 20_000,
    "a quoted scalar": f'kicker: "{"甲" * 20_000}"',
    "a key": "甲" * 2_000 + ": 1",
    "aliases": "\n".join(["a: &a [1]", *(f"b{n}: &b{n} [*a, *a]" for n in range(100))]),
}


@pytest.mark.parametrize("name", DEEP)
def test_yaml_that_is_deep_or_huge_is_refused_in_no_time(name: str) -> None:
    for read in (lambda text: loads(record(text)), lambda text: loads_settings(text, "a")):
        assert spent(read, DEEP[name]) < 0.5
    hold_memory(lambda: loads_settings(DEEP[name], "a"))


def hold_memory(work: Callable[[], object]) -> None:
    tracemalloc.start()
    with suppress(BaozhaiError):
        work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < FLOOR + TIMES * 65536


@pytest.mark.parametrize(
    "text", ["{{ " + "(" * 5000, "{% if 1 %}" * 400 + "{% endif %}" * 400, "{{ " + "-" * 5000 + "1 }}"]
)
def test_a_template_that_is_too_deep_is_a_template_error(tmp_path: Path, text: str) -> None:
    environment = pair_environments({"loader": DictLoader({"own.html": text}), "autoescape": True})
    with pytest.raises(TemplateError):
        fill(environment, "own.html", {}, tmp_path)


def test_a_name_cannot_write_messages_of_its_own() -> None:
    name = 'seeds/a\nmsgid "甲"\nmsgstr "乙"\u2069\n#:3'
    assert len(loads_po(dumps_po([Entry("春风", "Spring", "01/headline", locations=(name,))]))) == 1


# ---------------------------------------------------------------- one folder


def fill_folder(folder: Path, count: int, ending: str, text: str) -> Path:
    """Make a folder of files, a hundred to a folder below it."""
    for number in range(count):
        below = folder / f"{number // 100:04d}"
        if not number % 100:
            below.mkdir(parents=True)
        (below / f"{number % 100:02d}{ending}").write_text(text.replace("NUMBER", f"{number:06d}"), encoding="utf-8")
    return folder


SMALL_RECORD = "---\nid: p-NUMBER\nheadline: 春风\n---\n树都活了。\n"


def test_pages_are_found_in_time_and_memory_that_grow_as_their_number(tmp_path: Path) -> None:
    small, large = (fill_folder(tmp_path / str(n), n, ".txt", "甲") for n in (250, 1000))
    find_seeds(small)
    assert growth(find_seeds, {1: small, 4: large}.__getitem__, 1) < AT_MOST
    assert peak_memory(find_seeds, large) < 1000 * 2000


def test_records_are_read_in_time_and_memory_that_grow_as_their_number(tmp_path: Path) -> None:
    small, large = (fill_folder(tmp_path / str(n), n, ".md", SMALL_RECORD) for n in (100, 400))
    assert growth(read_records, {1: small, 4: large}.__getitem__, 1) < AT_MOST
    assert peak_memory(read_records, large) < 400 * 10_000


def peak_memory(work: Callable[[Any], object], given: object) -> int:
    work(given)
    tracemalloc.start()
    work(given)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak
