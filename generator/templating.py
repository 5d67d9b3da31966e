"""Jinja as this site needs it: the user's templates before ours, and whatever goes wrong in one said with its place.

A template's name and what it is given go in, text comes out; every failure is a TemplateError at the user's own line.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2 import TemplateError as JinjaError

from generator.bytecode import FOLDER, CompiledTemplates
from generator.config import packaged
from generator.errors import BaozhaiError, Location, TemplateError
from generator.quick import QuickEnvironment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.config import Config

TAG = "CACHEDIR.TAG"
"""What the private cache folder is known by; compiled templates are kept where it stands."""
HINT = "the packaged template of the same name shows what a view has"


class _Folder(FileSystemLoader):
    """A folder of templates that says which of its files can't be read as text."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            place = Location((Path(self.searchpath[0]) / template).as_posix(), line)
            raise TemplateError("template-encoding", place, "not UTF-8", "save the file as UTF-8") from error


def make_environment(config: Config) -> QuickEnvironment:
    """Set up Jinja: the user's templates first, everything escaped, a missing name an error."""
    quick = pair_environments(_settings(config))
    if (config.cache / TAG).is_file():
        quick.bytecode_cache = CompiledTemplates(config.cache / FOLDER)
    return quick


def pair_environments(settings: Mapping[str, Any]) -> QuickEnvironment:
    """Set up Jinja twice with the same settings, for speed and, beside it, plain."""
    quick = QuickEnvironment(**settings)
    quick.plain = Environment(**settings)  # noqa: S701 - it is on in the settings
    return quick


def _settings(config: Config) -> dict[str, Any]:
    return {
        "loader": ChoiceLoader([_Folder(config.templates), _Folder(packaged("templates"))]),
        "autoescape": True,
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "keep_trailing_newline": True,
        "auto_reload": False,
    }


def fill(environment: QuickEnvironment, template: str, context: Mapping[str, object], own: Path) -> str:
    """Fill in a template; ``own`` is the folder of the user's templates."""
    if template not in environment.slow:
        try:
            return environment.fill(template, context)
        except Exception:  # noqa: BLE001 - whatever it is, plain Jinja does it or says what is wrong
            environment.slow.add(template)
    return _fill_plainly(environment.plain, template, context, own)


def _fill_plainly(environment: Environment, template: str, context: Mapping[str, object], own: Path) -> str:
    try:
        return environment.get_template(template).render(context)
    except BaozhaiError:
        raise
    except TemplateNotFound as error:
        place = _place(error, own) or Location(template)
        message = f"template {error.name} is missing"
        raise TemplateError("template-missing", place, message, _suggest(environment, template, error.name)) from error
    except TemplateSyntaxError as error:
        place = Location(error.filename or error.name or template, error.lineno)
        raise TemplateError("template-syntax", place, error.message or "syntax error", HINT) from error
    except Exception as error:  # a template is a program of the user's: it may raise anything there is
        message = str(error) if isinstance(error, JinjaError) else f"{type(error).__name__}: {error}"
        raise TemplateError("template-fails", _place(error, own) or Location(template), message, HINT) from error


def _suggest(environment: Environment, template: str, missing: object) -> str:
    if missing == template:
        return "reinstall baozhai"
    close = get_close_matches(str(missing), environment.list_templates(), 1)
    return f"did you mean {close[0]}?" if close else "put it among your templates, or name one of ours"


def _place(error: Exception, own: Path) -> Location | None:
    """Find the innermost line of a template in the traceback, which Jinja rewrites for that; the user's before ours."""
    frames = [(Path(frame.f_code.co_filename), line) for frame, line in walk_tb(error.__traceback__)]
    for folder in (own, packaged("templates")):
        inside = [(path, line) for path, line in frames if path.is_relative_to(folder)]
        if inside:
            return Location(inside[-1][0].as_posix(), inside[-1][1])
    return None
