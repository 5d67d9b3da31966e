"""A small digest in a folder, what its makers may do to it, and how two sites are held against each other.

Each change is a function of the project and a number, by which it chooses: ``CHANGES`` is the table that the state
machine draws from. A new kind of change is one function more.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.build import build
from generator.config import PAGES, Config
from generator.errors import BaozhaiError

if TYPE_CHECKING:
    from pathlib import Path

    from generator.build import Report
    from generator.errors import Problem

ROOMS = ("seeds", "records", "templates", "static", "lexicon")
STORIES = (
    "松林县的果子卖到了海边\n\n本报松林讯（记者 李小田）近日，松林县的第一批苹果装车运往海边，果农们围着货车数箱子。\n",
    "石桥镇夜校开课\n\n19日，石桥镇夜校在老粮站里开课，头一课讲的是怎样看懂药瓶上的字。\n",
    "安多县青稞入仓\n\n本报安多讯（记者 林青禾）那曲市安多县帮爱乡的青稞都进了仓，合作社今年收粮445万斤，群众笑了。\n",
    "昆明市修好二十里花街\n\n本报昆明讯（记者 白云生）云南省昆明市把二十里老街种上了花，夜里还有电影看。\n",
    "山里来了放映队\n\n本报记者 李小田 文/图\n\n天刚擦黑，拉萨市当雄县的晒谷场上已经坐满了人，孩子们围着放映机转。\n",
    "大理州的驿站有了新主人\n\n本报大理讯（记者 白云生）云南省大理州的老驿站租给了三位返乡青年，头一月住了九十位客。\n",
)
HEADS = ("", "样张日报 2026年1月5日 星期一 第4版 乡村\n\n", "样张日报 2026年1月6日 星期二 第2版 要闻\n\n")
SIDECARS = (
    "paper: 松林日报\ndate: 2026-02-03\npage: 1\n",
    "rights: excerpt\n",
    "date: 2026-01-05\n",
    "rights: some\n",
    "section: 文化\nrights: full\n",
)
EDITS = (
    ("draft: false", "draft: true"),
    ("draft: true", "draft: false"),
    ("rights: full", "rights: excerpt"),
    ("rights: excerpt", "rights: full"),
    (r"(?m)^headline: .*$", "headline: 风雪里的邮差"),
    (r"(?m)^headline: .*$", "headline: 图片新闻"),
    (r"(?m)^tags: .*$", "tags: [夜校, 苹果]"),
    (r"(?m)^tags: .*$", "tags: [青稞]"),
    (r"(?m)^date: .*$", 'date: "2026-02-01"'),
    (r"(?m)^date: .*$", "date: null"),
    (r"(?m)^paper: .*$", "paper: 山里报"),
    (r"(?m)^page: .*$", 'page: "7"'),
    (r"(?m)^summary: .*$", "summary: 一句话说完的事。"),
    (r"(?m)^genre: .*$", "genre: feature"),
    (r"(?m)^status: .*$", "status: fragment"),
    (r"\Z", "\n这一段是后来添上的，写的是雪后的牧场。\n"),
    (r"\Z", "\n## 添上的小标题\n\n又一段，说到拉萨市和昆明市的夜市。\n"),
    (r"(?m)^schema: 1$", "schema: one"),
    (r"(?m)^schema: one$", "schema: 1"),
    (r"(?m)^regions:(.*\n)(?:- .*\n)*", "regions: []\n"),
)
"""What a person changes in a record: a pattern and what stands there afterwards."""
TEMPLATES = (
    ("about.html", "{% extends 'base.html' %}\n{% block main %}<p>一页自己的话</p>{% endblock %}\n"),
    ("about.html", "{% extends 'base.html' %}\n{% block main %}{% include 'own.html' %}{% endblock %}\n"),
    ("about.html", "{% extends 'base.html' %}\n{% block main %}{%+ include 'own.html' %}{% endblock %}\n"),
    ("own.html", "<p>甲</p>\n"),
    ("own.html", "<p>乙</p>\n"),
    ("foot.html", "<footer><p>自己的页脚</p></footer>\n"),
    ("article.html", "{% extends 'base.html' %}\n{% block main %}<h1>{{ view.nothing.at.all }}</h1>{% endblock %}\n"),
    ("article.html", "{% extends 'base.html' %}\n{% block main\n"),
    ("articel.html", "{# overrides nothing #}\n"),
)
STATIC = (
    ("style.css", "body { color: #222 }\n"),
    ("style.css", "body { color: #333; background: url(paper.svg) }\n"),
    ("paper.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>\n"),
    ("paper.svg", "<svg xmlns='http://www.w3.org/2000/svg'><g/></svg>\n"),
)
LEXICON = (
    ("places.yaml", '- code: "540624"\n  english: Anduo\n'),
    ("places.yaml", "- {name: 松林县, level: county, parent: 昆明市, code: '530199', english: Pinewood}\n"),
    ("places.yaml", "- code: [\n"),
    ("glossary.yaml", "苹果: pomes\n青稞: bere\n"),
    ("glossary.yaml", "夜校: evening school\n"),
    ("words.txt", "老驿站\n放映队\n"),
    ("traditional.tsv", "晒谷场 = 曬榖場\n李小田 = 李曉田\n"),
)
SETTINGS: tuple[dict[str, object], ...] = (
    {"title": {"zh-Hans": "山里的报", "en": "Hill Paper"}},
    {"page_size": 1},
    {"page_size": 2},
    {"pages": ()},
    {"pages": tuple(kind for kind in PAGES if kind not in {"tags", "issues"})},
    {"untranslated": "skip"},
    {"pinyin": True},
    {"site_url": "https://example.org/digest/"},
    {"region": "云南省"},
    {"paper": "无名报"},
    {"feeds": "home"},
    {"rights": "excerpt"},
    {"languages": ("zh-Hans",)},
    {"languages": ("zh-Hans", "en", "zh-Hant"), "traditional": "tw"},
    {"languages": ("zh-Hans", "zh-Hant"), "traditional": "hk"},
)
Bytes = dict[str, bytes]
Change = "Callable[[Project, int], None]"


@dataclass(slots=True)
class Project:
    """A folder with a digest, and the settings of its next build."""

    folder: Path
    settings: dict[str, object] = field(default_factory=dict)
    undo: list[tuple[Path, bytes | None, tuple[int, int] | None]] = field(default_factory=list)
    """What stood in each file before a change, and its times."""

    @property
    def config(self) -> Config:
        return configure(self.folder, self.settings)

    def write(self, path: Path, content: bytes | str | None) -> None:
        """Write a file, or remove it, and remember what stood there."""
        status = path.stat() if path.is_file() else None
        times = None if status is None else (status.st_atime_ns, status.st_mtime_ns)
        self.undo.append((path, None if status is None else path.read_bytes(), times))
        put(path, content.encode() if isinstance(content, str) else content)

    def files(self, room: str, pattern: str) -> list[Path]:
        return sorted(path for path in (self.folder / room).rglob(pattern) if path.is_file())


def put(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def configure(folder: Path, settings: dict[str, object]) -> Config:
    rooms = {name: folder / name for name in ROOMS}
    plain = Config(**rooms, output=folder / "site", cache=folder / "cache", executor="serial")
    return replace(plain, **settings)


def start(folder: Path, pages: int = 4) -> Project:
    """Lay out a project with some raw pages."""
    project = Project(folder)
    for number in range(pages):
        put(folder / "seeds" / f"page-{number}.txt", page_text(number).encode())
    return project


def page_text(number: int) -> str:
    first, second = STORIES[number % len(STORIES)], STORIES[number * 5 // 3 % len(STORIES)]
    head = HEADS[number % len(HEADS)]
    return head + first + ("" if first == second else f"\n\n{second}")


# ---------------------------------------------------------------- what is looked at


def read_tree(folder: Path) -> Bytes:
    """Read every file below a folder."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() or path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Give the time and inode of every file below a folder."""
    found = ((path, path.stat()) for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): (s.st_mtime_ns, s.st_ino) for path, s in found}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build: the site, the records, and what was reported."""

    site: Bytes
    records: Bytes
    told: object
    published: bool
    report: Report | None


def outcome(config: Config, folder: Path) -> Outcome:
    """Build; an error is an outcome too."""
    told: object
    report = None
    try:
        report = build(config)
    except BaozhaiError as error:
        told = plain(error.problem, folder)
    else:
        counts = (report.pages, report.articles, report.files)
        told = (counts, [plain(problem, folder) for problem in report.problems if problem.code != "cache-dropped"])
    published = report is not None and all(problem.code != "site-unpublished" for problem in report.problems)
    return Outcome(read_tree(folder / "site"), read_tree(folder / "records"), told, published, report)


def plain(problem: Problem, folder: Path) -> str:
    """A problem as it is told, wherever the project lies."""
    return f"{problem}".replace(folder.as_posix(), "")


def copy_sources(project: Project, folder: Path) -> None:
    """Copy what a person wrote, records with it, and nothing that a build made else."""
    for room in ROOMS:
        if (project.folder / room).exists():
            shutil.copytree(project.folder / room, folder / room)


# ---------------------------------------------------------------- what people do


def _pick(project: Project, room: str, pattern: str, number: int) -> Path | None:
    found = project.files(room, pattern)
    return found[number % len(found)] if found else None


def add_page(project: Project, number: int) -> None:
    project.write(project.folder / "seeds" / f"page-{number % 7}.txt", page_text(number // 7))


def edit_page(project: Project, number: int) -> None:
    path = _pick(project, "seeds", "*.txt", number)
    if path is not None:
        other = STORIES[number // 5 % len(STORIES)]
        ways = (f"\n\n{other}", "\n雪还在下，路却通了。\n")
        project.write(path, path.read_bytes() + ways[number % 2].encode())


def break_page(project: Project, number: int) -> None:
    path = _pick(project, "seeds", "*.txt", number)
    if path is not None:
        project.write(path, b"\x89PNG\r\n\x00\x00")


def delete_page(project: Project, number: int) -> None:
    path = _pick(project, "seeds", "*.txt", number)
    if path is not None:
        project.write(path, None)


def rename_page(project: Project, number: int) -> None:
    path = _pick(project, "seeds", "*.txt", number)
    if path is not None:
        content = path.read_bytes()
        project.write(path, None)
        project.write(path.with_name(f"2026-01-0{number % 4 + 1}-0{number % 3 + 1}版.txt"), content)


def write_sidecar(project: Project, number: int) -> None:
    path = _pick(project, "seeds", "*.txt", number)
    if path is not None:
        project.write(path.with_suffix(".yaml"), SIDECARS[number // 3 % len(SIDECARS)])


def drop_sidecar(project: Project, number: int) -> None:
    path = _pick(project, "seeds", "*.yaml", number)
    if path is not None:
        project.write(path, None)


def edit_record(project: Project, number: int) -> None:
    path = _pick(project, "records", "*.md", number)
    if path is not None:
        pattern, text = EDITS[number // 7 % len(EDITS)]
        content = path.read_text(encoding="utf-8", errors="replace")
        project.write(path, re.sub(pattern, lambda _: text, content, count=1))


def delete_record(project: Project, number: int) -> None:
    path = _pick(project, "records", "*.md", number)
    if path is not None:
        project.write(path, None)


def move_record(project: Project, number: int) -> None:
    path = _pick(project, "records", "*.md", number)
    if path is not None:
        content = path.read_bytes()
        project.write(path, None)
        project.write(project.folder / "records" / ("elsewhere", "page-1", "")[number % 3] / "moved.md", content)


def copy_record(project: Project, number: int) -> None:
    path = _pick(project, "records", "*.md", number)
    if path is not None:
        project.write(path.with_name("copy.md"), path.read_bytes())


def break_record(project: Project, number: int) -> None:
    path = _pick(project, "records", "*.md", number)
    if path is not None:
        damage = (b"\xff\xfe", b"---\nschema: 1\nid: [\n---\n", b"")[number % 3]
        project.write(path, damage)


def link_records(project: Project, number: int) -> None:
    path, target = _pick(project, "records", "*.md", number), _pick(project, "records", "*.md", number // 11)
    if path is not None and target is not None:
        name = f"{target.parent.name}-{target.stem}"
        where = (f"{name}.html", f"{name}.html#p1", "../../static/paper.svg", "../tags/index.html")[number % 4]
        project.write(path, path.read_bytes() + f"\n[对照]({where})\n".encode())


def unlink_records(project: Project, _number: int) -> None:
    for path in project.files("records", "*.md"):
        content = path.read_bytes()
        if b"\n[" in content:
            project.write(path, re.sub(rb"\n\[[^\n]*\n", b"", content))


def write_translation(project: Project, number: int) -> None:
    path = _pick(project, "records", "*.md", number)
    if path is None:
        return
    headline = re.search(r"(?m)^headline: (.+)$", path.read_text(encoding="utf-8", errors="replace"))
    said = ("A quiet headline", "Another wording", "")[number % 3]
    entry = f'msgctxt "{path.stem}/headline"\nmsgid "{headline[1] if headline else "无"}"\nmsgstr "{said}"\n'
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: en\\n"\n\n'
    project.write(path.with_name("en.po"), header + ("#, fuzzy\n" if number % 5 == 0 else "") + entry)


def translate_byline(project: Project, number: int) -> None:
    """Spell a reporter's name in one way or another; what the project calls by two names is doubted."""
    path = _pick(project, "records", "*.md", number)
    name = path and re.search(r"(?m)^- \{name: ([^,]+),", path.read_text(encoding="utf-8", errors="replace"))
    if path is not None and name:
        said = ("Li Xiaotian", "Li Xiaotan", "Lee Siaotien")[number // 7 % 3]
        project.write(path.with_name("en.po"), f'msgctxt "{path.stem}/b1"\nmsgid "{name[1]}"\nmsgstr "{said}"\n')


def break_translation(project: Project, number: int) -> None:
    path = _pick(project, "records", "*.po", number)
    if path is not None:
        project.write(path, (b"msgid oops\n", None)[number % 2])


def _lay(project: Project, room: str, files: tuple[tuple[str, str], ...], number: int) -> None:
    name, text = files[number // 2 % len(files)]
    path = project.folder / room / name
    project.write(path, None if path.exists() and number % 2 else text)


def edit_template(project: Project, number: int) -> None:
    _lay(project, "templates", TEMPLATES, number)


def edit_static(project: Project, number: int) -> None:
    _lay(project, "static", STATIC, number)


def edit_lexicon(project: Project, number: int) -> None:
    _lay(project, "lexicon", LEXICON, number)


def clear_own(project: Project, number: int) -> None:
    for path in project.files(("templates", "static", "lexicon")[number % 3], "*"):
        project.write(path, None)


def change_settings(project: Project, number: int) -> None:
    for name, value in SETTINGS[number // 2 % len(SETTINGS)].items():
        if name in project.settings and number % 2:
            del project.settings[name]
        else:
            project.settings[name] = value


def revert(project: Project, number: int) -> None:
    """Put back what the last change took, now and then with the old times."""
    if project.undo:
        path, content, times = project.undo.pop()
        put(path, content)
        if times is not None and number % 2:
            os.utime(path, ns=times)


def touch(project: Project, number: int) -> None:
    path = _pick(project, ROOMS[number % len(ROOMS)], "*", number // 5)
    if path is not None:
        path.touch()


def tamper(project: Project, number: int) -> None:
    """Change or remove a file of the site."""
    path = _pick(project, "site", "*", number)
    if path is not None:
        put(path, path.read_bytes()[:-1] + b"!" if number % 3 else None)


def drop_site(project: Project, _number: int) -> None:
    shutil.rmtree(project.folder / "site", ignore_errors=True)


def drop_cache(project: Project, number: int) -> None:
    if number % 2:
        shutil.rmtree(project.folder / "cache", ignore_errors=True)
    else:
        (project.folder / "cache" / "build.sqlite3").unlink(missing_ok=True)


def damage_cache(project: Project, number: int) -> None:
    """Cut a file of the cache off, or turn some of its bits."""
    path = _pick(project, "cache", ("*.sqlite3", "*")[number % 2], number)
    if path is None:
        return
    content = bytearray(path.read_bytes())
    if number % 5 == 0:
        content = content[: number * 37 % (len(content) + 1)]
    for step in range(1 + number % 4):
        if content:
            content[(number * 7919 + step * 104729) % len(content)] ^= 1 << (number + step) % 8
    path.write_bytes(content)


def change_executor(project: Project, number: int) -> None:
    project.settings["executor"] = ("serial", "processes:2")[number % 2]


CHANGES = (
    *(add_page, edit_page, break_page, delete_page, rename_page, write_sidecar, drop_sidecar),
    *(edit_record, edit_record, edit_record, delete_record, move_record, copy_record, break_record),
    *(link_records, unlink_records, write_translation, translate_byline, break_translation),
    *(edit_template, edit_static, edit_lexicon, clear_own, change_settings, change_settings),
    *(revert, revert, touch, tamper, drop_site, drop_cache, damage_cache, change_executor),
)
"""All that people, and bad disks, do; what stands here twice is done more often."""
