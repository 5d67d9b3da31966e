"""What the user decides: defaults < ``digest.yaml`` < flags, typed and frozen.

Paths in the file are relative to the file; paths in flags, to the folder in which the command runs. A key that
does not exist, or a value of the wrong kind, is a ConfigError with file, line, what was found, what was expected.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from reprlib import repr as brief
from typing import TYPE_CHECKING, Literal, cast
from urllib.parse import urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from generator.doubts import KINDS
from generator.errors import ConfigError, Location

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.model import Rights

LANGUAGES = ("zh-Hans", "en")
SIMPLIFIED, TRADITIONAL = "zh-Hans", "zh-Hant"
PAGES = (
    "both",
    "prints",
    "issues",
    "printouts",
    "regions",
    "tags",
    "bylines",
    "numbers",
    "months",
    "search",
    "about",
    "feeds",
    "opml",
    "sitemap",
    "export",
)
"""Kinds of pages that a site may do without; home and articles are always there."""
SETTINGS = "digest.yaml"
"""Read from the working folder where no ``--config`` is given; it may be absent."""


class Config(Struct, frozen=True):
    """Every setting there is, with its default; the names are the keys of ``digest.yaml``."""

    title: dict[str, str] = field(default_factory=lambda: {"zh-Hans": "报摘", "en": "Baozhai"})
    """The digest's name, per language."""
    description: dict[str, str] = field(default_factory=dict)
    """One sentence, per language."""
    site_url: str | None = None
    """Absolute address of the published site; without it there are no absolute addresses."""
    languages: tuple[str, ...] = LANGUAGES
    """BCP 47; the first is the language of the records."""
    traditional: Literal["tw", "hk"] | None = None
    """Whether the site is there in Traditional Chinese too, converted from Simplified, and whose forms it takes: those
    of Taiwan or of Hong Kong."""
    paper: str | None = None
    """The paper of every printed page that does not say otherwise."""
    region: str | None = None
    """The home region, by name or code (西藏自治区): where short place names are looked up first and what the
    tile grid shows; ``None`` = the province that the records tell of most."""
    rights: Rights = "full"
    pages: tuple[str, ...] = PAGES
    """Kinds of pages to make."""
    feeds: Literal["all", "home"] = "all"
    """Feeds of every region and tag, or of the home page only."""
    untranslated: Literal["show", "skip"] = "show"
    """Whether a story of which nothing is translated has a page in the other languages, in its own words."""
    volumes: tuple[str, ...] = ()
    """Folders below the published site that hold further digests, each a site of its own: closed years."""
    pinyin: bool = False
    """Whether Chinese headlines and names bear their pinyin, for learners."""
    pictures: bool = False
    """Whether every story has a picture for those who share its address; they need ``site_url``."""
    page_size: int = 30
    """Stories on one page of a list."""
    seeds: Path = Path("seeds")
    records: Path = Path("records")
    output: Path = Path("site")
    templates: Path = Path("templates")
    static: Path = Path("static")
    lexicon: Path = Path("lexicon")
    cache: Path = Path(".baozhai-cache")
    executor: str | None = None
    """Who does the work: ``serial``, ``processes``, ``processes:4``, ``dask://HOST:PORT``; ``None`` chooses."""
    ignore: tuple[str, ...] = ()
    """Kinds of doubts that are neither looked for nor told."""
    strict: bool = False
    """Doubts count as problems for the exit status."""
    json: bool = False
    """Results on stdout as JSON."""

    @property
    def converted(self) -> tuple[str, ...]:
        """Languages whose texts are converted where no person wrote them: scripts, and no translations."""
        return (TRADITIONAL,) if self.traditional is not None and TRADITIONAL in self.languages else ()

    @property
    def sources(self) -> tuple[Path, ...]:
        """The folders that are the user's own work: nothing is ever published into or over them."""
        return (self.seeds, self.records, self.templates, self.static, self.lexicon)


def packaged(name: str) -> Path:
    """Where ``templates``, ``static`` … of this installation are: in the package, else beside it in a checkout."""
    room = Path(__file__).resolve().parent
    return room / name if (room / name).is_dir() else room.parent / name


def read_config(typed: Mapping[str, object] | None = None) -> Config:
    """Read the settings file and lay over it the flags that were typed; those that are ``None`` were not.

    ``config`` among them names the file, which must then exist.
    """
    given = {name: value for name, value in (typed or {}).items() if value is not None}
    named = cast("str | Path | None", given.pop("config", None))
    path = Path(named) if named is not None else Path(SETTINGS)
    settings = _read_file(path) if named is not None or path.exists() else {}
    flags = _convert(given, _flag)
    _refuse_absent(flags)
    return _add_traditional(Config(**{**settings, **flags}), path)  # type: ignore[arg-type]  # each reader returns its type


def _add_traditional(config: Config, path: Path) -> Config:
    """Name Traditional Chinese among the languages of a site that is converted; it needs no naming by the user."""
    if config.traditional is None:
        return config
    if config.languages[0] != SIMPLIFIED:
        message = f"traditional: pages in {config.languages[0]} can't be converted, only those in {SIMPLIFIED}"
        hint = f"set the first of `languages` to {SIMPLIFIED}, or take out `traditional`"
        raise ConfigError("config-value", Location(path.as_posix()), message, hint)
    return replace(config, languages=tuple(dict.fromkeys((*config.languages, TRADITIONAL))))


def parse_settings(values: Mapping[str, object], lines: Mapping[str, int], path: str) -> dict[str, object]:
    """Check and convert what a settings file says; paths become relative to the file's folder."""
    for key in values:
        if key not in _READERS:
            raise ConfigError("config-key", Location(path, lines.get(key)), f"{key}: no such key", _suggest(str(key)))
    checked = _convert(values, lambda key: Location(path, lines.get(key)))
    folder = Path(path).parent
    return {key: folder / value if isinstance(value, Path) else value for key, value in checked.items()}


def _read_file(path: Path) -> dict[str, object]:
    from generator.yamltext import read_settings  # noqa: PLC0415 - without a file there is no YAML to load

    return parse_settings(*read_settings(path), path.as_posix())


def _convert(values: Mapping[str, object], locate: Callable[[str], Location]) -> dict[str, object]:
    converted = {}
    for key, value in values.items():
        read, expected = _READERS[key]
        try:
            converted[key] = read(value)
        except ValueError as error:
            message = f"{key}: found {_describe(value)}, expected {expected}"
            raise ConfigError("config-value", locate(key), message, str(error) or None) from error
    return converted


def _refuse_absent(flags: Mapping[str, object]) -> None:
    """Refuse a folder that was named to be read and is not there; those of the settings file may be absent."""
    for key in _READ:
        folder = flags.get(key)
        if isinstance(folder, Path) and not folder.is_dir():
            message = f"{folder.as_posix()} is {'a file' if folder.exists() else 'not there'}, expected a folder"
            raise ConfigError("config-folder", _flag(key), message, "make the folder, or correct its name")


def _flag(key: str) -> Location:
    return Location(f"--{key.replace('_', '-')}")


def _suggest(key: str) -> str:
    close = get_close_matches(key, _READERS, n=1, cutoff=0.5)
    return f"did you mean `{close[0]}`?" if close else f"the keys are {', '.join(_READERS)}"


def _describe(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the truth value {str(value).lower()}"
    if isinstance(value, str):
        return f"the text {brief(value)}" if value else "an empty text"
    names = {int: f"the number {value}", float: f"the number {value}", list: "a list", dict: "a mapping"}
    return names.get(type(value), f"{brief(value)} (quote it to make it a text)")


# ---------------------------------------------------------------- one reader a kind of value

_READ = ("seeds", "templates", "static", "lexicon")
"""Folders that are only read."""
_NO_ADDRESS = re.compile(r"""[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff<>"\\^`{|}]""")
"""What no address holds as it stands, and what can't be seen in one."""
_EXECUTOR = re.compile(r"serial|processes(?::[1-9][0-9]{0,3})?|dask://[^\s/]+:[0-9]{1,5}")
_VOLUME = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*")
_TAKEN = frozenset({"static", "data"})
"""Folders of every site; those of its languages are refused where the site is planned."""
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value


def _path(value: object) -> Path:
    if isinstance(value, Path):
        return value
    if "\0" in _text(value):
        raise ValueError("no folder's name holds a zero")
    return Path(_text(value))


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError  # noqa: TRY004 - one kind of error for every wrong value
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError
    return value


def _language(value: object) -> str:
    if not _TAG.fullmatch(_text(value)):
        raise ValueError("languages are written as in BCP 47: zh-Hans, en, zh-Hant")
    return _text(value)


def _languages(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise ValueError
    languages = tuple(_language(item) for item in value)
    if len(set(languages)) < len(languages):
        raise ValueError("each language once")
    return languages


def _texts(value: object) -> dict[str, str]:
    """One text for every language, or one a language."""
    if isinstance(value, str):
        return dict.fromkeys(LANGUAGES, _text(value))
    if not isinstance(value, dict):
        raise ValueError  # noqa: TRY004 - one kind of error for every wrong value
    return {_language(language): _text(text) for language, text in value.items()}


def _address(value: object) -> str:
    try:
        parts = urlsplit(_text(value))
    except ValueError:
        parts = urlsplit("")
    unfit = _NO_ADDRESS.search(_text(value).strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment or unfit:
        raise ValueError("for example https://example.org/digest/")
    return _text(value).strip().rstrip("/") + "/"


def _one_of(*words: str) -> Callable[[object], object]:
    # Words are looked for among words one by one: what YAML holds may be a mapping, which no set can be asked for.
    def read(value: object) -> str:
        if value not in words:
            raise ValueError
        return _text(value)

    return read


_FORMS = _one_of("tw", "hk")


def _traditional(value: object) -> object:
    """Read whose forms are wanted; who only says yes gets those of Taiwan, which most programs mean."""
    if isinstance(value, bool):
        return "tw" if value else None
    return _FORMS(value)


def _executor(value: object) -> str:
    if not _EXECUTOR.fullmatch(_text(value)):
        raise ValueError
    return _text(value)


def _pages(value: object) -> tuple[str, ...]:
    """Read kinds of pages, in the order in which they are listed above; the two that are always made may be named."""
    if not isinstance(value, list | tuple):
        raise ValueError  # noqa: TRY004 - one kind of error for every wrong value
    for kind in value:
        if kind not in (*PAGES, "home", "articles"):
            close = get_close_matches(str(kind), PAGES, n=1, cutoff=0.5)
            raise ValueError(f"{kind} is none; did you mean {close[0]}?" if close else f"{kind} is none")
    return tuple(kind for kind in PAGES if kind in value)


def _ignore(value: object) -> tuple[str, ...]:
    """Read kinds of doubts, in any order."""
    if not isinstance(value, list | tuple):
        raise ValueError  # noqa: TRY004 - one kind of error for every wrong value
    for kind in value:
        if kind not in KINDS:
            close = get_close_matches(str(kind), KINDS, n=1, cutoff=0.5)
            raise ValueError(f"{kind} is none; did you mean {close[0]}?" if close else f"{kind} is none")
    return tuple(kind for kind in KINDS if kind in value)


def _volumes(value: object) -> tuple[str, ...]:
    """Read names of folders; a year need not stand in quotes."""
    if not isinstance(value, list | tuple) or any(type(name) not in {str, int} for name in value):
        raise ValueError
    names = tuple(map(str, value))
    for name in names:
        if not _VOLUME.fullmatch(name) or name.casefold() in _TAKEN:
            raise ValueError(f"{name} can't be the name of a volume")
    if len(set(map(str.casefold, names))) < len(names):
        raise ValueError("each volume once")
    return names


def _optional(read: Callable[[object], object]) -> Callable[[object], object]:
    return lambda value: None if value is None else read(value)


_Reader = tuple["Callable[[object], object]", str]
_FOLDER: _Reader = (_path, "a folder")
_TRUTH: _Reader = (_truth, "true or false")
_TEXTS: _Reader = (_texts, "a text, or one text a language such as {zh-Hans: …, en: …}")

_READERS: dict[str, _Reader] = {
    "title": _TEXTS,
    "description": _TEXTS,
    "site_url": (_optional(_address), "an absolute address"),
    "languages": (_languages, "a list of languages such as [zh-Hans, en]"),
    "traditional": (_optional(_traditional), "tw, hk or false"),
    "paper": (_optional(_text), "a text"),
    "region": (_optional(_text), 'a name or a code in quotes, such as "540000"'),
    "rights": (_one_of("full", "excerpt"), "full or excerpt"),
    "pages": (_pages, f"a list of kinds of pages, out of {', '.join(PAGES)}"),
    "feeds": (_one_of("all", "home"), "all or home"),
    "untranslated": (_one_of("show", "skip"), "show or skip"),
    "volumes": (_volumes, "a list of folders such as [2024, 2025]"),
    "pinyin": _TRUTH,
    "pictures": _TRUTH,
    "page_size": (_count, "a whole number from 1"),
    "seeds": _FOLDER,
    "records": _FOLDER,
    "output": _FOLDER,
    "templates": _FOLDER,
    "static": _FOLDER,
    "lexicon": _FOLDER,
    "cache": _FOLDER,
    "executor": (_optional(_executor), "serial, processes, processes:4 or dask://HOST:PORT"),
    "ignore": (_ignore, "a list of kinds of doubts such as [byline-odd]; each is named in brackets where it is told"),
    "strict": _TRUTH,
    "json": _TRUTH,
}
"""How each key is checked, and what it should have been when that fails."""
