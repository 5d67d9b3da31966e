"""Templates compiled for speed say what plain Jinja says, or leave it to plain Jinja."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from generator.bytecode import FOLDER
from generator.config import Config
from generator.errors import TemplateError
from generator.escaping import mark_safe, to_html
from generator.plan import plan_site
from generator.render import Renderer
from generator.templating import TAG, fill, make_environment
from generator.views.phrase import Headline, Phrase
from tests.invented import digest_of, make_record

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Tree:
    name: str
    parts: tuple[Tree, ...] = ()
    known: object = None

    def count(self, more: int = 0) -> int:
        return len(self.parts) + more


VIEW = Tree("<根>", (Tree("甲", (Tree("丙"),)), Tree("乙 & 丁")), {"items": 3, "plain": "<b>", "safe": Markup("<i>")})
CONTEXT = {"view": VIEW, "phrase": Phrase("路 & 桥", "zh-Hans"), "headline": Headline("仓廪实 人心暖"), "n": 3}

QUICK = [
    "{{ view.name }} {{ view.name|upper }} {{ n }} {{ 2.5 }} {{ none }} {{ n > 2 }}",
    "{{ phrase }}{{ phrase.inner }}<p{{ phrase.attr }}>{{ headline }}",
    "{{ view.count() }} {{ view.count(2) }} {{ view.count(more=n) }} {{ view.parts[0].count(*[1]) }}",
    "{% for part in view.parts %}{{ loop.index }}/{{ loop.length }}{% if not loop.last %}, {% endif %}{% endfor %}",
    "{% for x in view.parts %}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.index0 }}{{ loop.first }}{% endfor %}",
    "{% for part in view.parts recursive %}({{ part.name }}{{ loop.depth }}{{ loop(part.parts) }}){% endfor %}",
    "{% for part in () %}x{% else %}none{% endfor %}",
    "{% for part in view.parts if part.parts %}{{ part.name }}{{ loop.length }}{% endfor %}",
    "{% macro m(a, b='<', c=n) %}[{{ a }}{{ b }}{{ c }}]{% endmacro %}{{ m(1) }}{{ m('<', c=2) }}{{ m(a=1, b=m(2)) }}",
    "{% macro m(class) %}{{ class }}{% endmacro %}{{ m(class='<') }}",
    "{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, x=2) }}",
    "{% macro m(a) %}{{ caller(a) }}{% endmacro %}{% call(x) m('<') %}<b>{{ x }}{% endcall %}",
    "{% macro m() %}{% macro inner(x) %}<{{ x }}{% endmacro %}{{ inner('&') }}{% endmacro %}{{ m() }}",
    "{% macro one(x) %}1{{ x }}{% endmacro %}{% macro two(x) %}2{{ one(x) }}{% endmacro %}{{ two(1) }}{{ one(2) }}",
    "{% set a = '<' %}{{ a }}{% set b %}<b>{{ a }}{% endset %}{{ b }}{% with c = b %}{{ c }}{% endwith %}",
    "{% set ns = namespace(x=1) %}{% for p in view.parts %}{% set ns.x = ns.x + 1 %}{% endfor %}{{ ns.x }}",
    "{% filter upper %}<b>{{ view.name }}{% endfilter %}{{ '<' ~ view.name ~ 'x' }}",
    "{{ view.parts|map(attribute='name')|join('<') }} {{ view.parts|length }} {{ range(3)|list }}",
    "{{ view.name if n else view.nothing }}{% if n is odd and view.parts %}x{% endif %}",
    "{% extends 'outer.html' %}{% block in %}<{{ super() }}{{ view.name }}>{% endblock %}",
    "a{% include 'piece.html' %}b{% for part in view.parts %}{% include 'piece.html' %}{% endfor %}",
    "{% from 'macros.html' import m as k %}{{ k('<') }}{% import 'macros.html' as lib %}{{ lib.m(view.name) }}",
    "{% macro m(a) %}[{{ a }}]{% endmacro %}{{ m(true) }}{{ m(1) }}{{ m('1') }}{{ m(none) }}{{ m(true) }}",
    "{% macro m(a) %}{{ a }}{% endmacro %}{{ m('<b>') }}{{ m('<b>'|safe) }}{{ m('<b>') }}{{ m(phrase) }}",
    "{% set s = namespace(x=0) %}{% macro m() %}{% set s.x = s.x + 1 %}{{ s.x }}{% endmacro %}{{ m() }}{{ m() }}",
    "{% macro m(a) %}{{ a }}{{ view.name }}{% endmacro %}{{ m('a') }}{{ m('a') }}",
    "{% macro m(a) %}{{ a }}{{ range(2)|list }}{% endmacro %}{{ m('a') }}{{ m('a') }}",
    "{% extends 'outer.html' %}{% set a = n %}{% block in %}{{ a }}{% endblock %}",
    "before{% extends 'outer.html' %}{% block in %}x{% endblock %}",
    "{% if n %}{% extends 'outer.html' %}{% endif %}{% block in %}x{% endblock %}",
    "{% extends 'heir.html' %}{% block in %}{{ super() }}<{{ n }}>{% endblock %}",
    "{% extends 'outer.html' %}{% from 'macros.html' import m %}{% block in %}{{ m(n) }}{{ m('<') }}{% endblock %}",
    "{% block a %}{% for x in view.parts %}{% block b scoped %}{{ x.name }}{% endblock %}{% endfor %}{% endblock %}",
]
"""What our compiler can do by itself."""

PLAIN = [
    "{% extends 'outer.html' %}{% block in %}{{ self.other() }}{% endblock %}",
    "{{ view.known.plain }}{{ view.known.safe }}",
    "{{ view.nothing is defined }}{{ view.nothing|default('x') }}",
    "{{ view['name'] }}{{ view.known['items'] }}{{ view['nothing'] is defined }}",
    "{% autoescape false %}{{ view.name }}{% endautoescape %}{{ view.name }}",
    "{% for part in view.parts %}{{ loop.cycle('a', 'b') }}{{ loop.previtem is defined }}{% endfor %}",
    "{% include 'alone.html' without context %}|{% include 'alone.html' %}",
    "{% macro m(a) %}{% endmacro %}{{ m.name }}{{ m.arguments }}",
]
"""What may be left to plain Jinja."""

FAILING = ["{{ nothing }}", "{{ view.nothing }}", "{{ 1 / 0 }}", "{{ view.count(1, 2, 3) }}", "{{ n() }}"]

OTHERS = {
    "outer.html": "[{% block in %}in{{ view.name }}{% endblock %}|{% block other %}<o>{% endblock %}]",
    "heir.html": "{% extends 'outer.html' %}{% block in %}heir{{ super() }}{% endblock %}",
    "piece.html": "<p>{{ view.name }}{{ part.name if part else '' }}",
    "alone.html": "<alone>",
    "macros.html": "{% macro m(x) %}<m>{{ x }}{% endmacro %}",
}


def _own(folder: Path, text: str) -> Config:
    folder.mkdir(exist_ok=True)
    for name, other in {**OTHERS, "piece.html": "<p>{{ view.name }}", "page.html": text}.items():
        (folder / name).write_text(other, encoding="utf-8")
    return Config(templates=folder)


@pytest.mark.parametrize("text", [*QUICK, *PLAIN])
def test_a_template_says_what_it_says_in_plain_jinja(text: str, tmp_path: Path) -> None:
    config = _own(tmp_path / "t", text)
    environment = make_environment(config)
    expected = environment.plain.get_template("page.html").render(CONTEXT)
    for _ in range(2):
        assert fill(environment, "page.html", CONTEXT, config.templates) == expected
    assert text in PLAIN or not environment.slow


@pytest.mark.parametrize("text", FAILING)
def test_what_fails_in_plain_jinja_fails(text: str, tmp_path: Path) -> None:
    config = _own(tmp_path / "t", "\n" + text)
    with pytest.raises(TemplateError) as failed:
        fill(make_environment(config), "page.html", CONTEXT, config.templates)
    assert failed.value.problem.location.line == 2


def test_our_own_templates_never_need_plain_jinja() -> None:
    said = {("en", "p-01", "headline"): "Barns", ("en", "p-01", "p1"): "Snow."}
    config = Config(site_url="https://example.org/", page_size=1)
    records = make_record(status="head-missing"), make_record("p-02", rights="excerpt"), make_record("q-01")
    renderer = Renderer(config, make_environment(config), "p {}")
    pages = plan_site(digest_of(*records, said=said), config)
    plain = Renderer(config, make_environment(config), "p {}")
    plain.environment.slow.update(page.template for page in pages if page.template is not None)
    plain.environment.slow.update(("banner.html", "foot.html"))
    for page in pages:
        assert renderer.render(page) == plain.render(page), page.path
    assert renderer.environment.slow == set()


@given(st.one_of(st.text(), st.text().map(Markup), st.integers(), st.none(), st.builds(Phrase, st.text(), st.text())))
def test_escaping_is_that_of_markupsafe(value: object) -> None:
    assert to_html(value) == str(escape(value))
    assert type(mark_safe("<b>")) is Markup


# ---------------------------------------------------------------- kept from one build to the next


def _kept(folder: Path) -> tuple[Config, Path]:
    cache = folder / "cache"
    cache.mkdir()
    (cache / TAG).write_text("", encoding="utf-8")
    config = _own(folder / "t", "<{{ view.name }}>")
    return Config(templates=config.templates, cache=cache), cache / FOLDER


def _filled(config: Config) -> str:
    return fill(make_environment(config), "page.html", CONTEXT, config.templates)


def test_compiled_templates_are_kept_in_the_private_folder_only(tmp_path: Path) -> None:
    config, folder = _kept(tmp_path)
    (config.cache / TAG).unlink()
    _filled(config)
    assert not folder.exists()
    (config.cache / TAG).write_text("", encoding="utf-8")
    _filled(config)
    (kept,) = folder.iterdir()
    before = kept.stat().st_mtime_ns, kept.read_bytes()
    assert _filled(config) == "<&lt;根&gt;>"
    assert before == (kept.stat().st_mtime_ns, kept.read_bytes())


@pytest.mark.parametrize("spoil", ["empty", "cut", "turned", "foreign"])
def test_a_damaged_template_is_compiled_again(spoil: str, tmp_path: Path) -> None:
    config, folder = _kept(tmp_path)
    _filled(config)
    (kept,) = folder.iterdir()
    whole = kept.read_bytes()
    turned = whole[:40] + bytes([whole[40] ^ 1]) + whole[41:]
    kept.write_bytes({"empty": b"", "cut": whole[:-1], "turned": turned, "foreign": b"x" * 99}[spoil])
    assert _filled(config) == "<&lt;根&gt;>"
    assert kept.read_bytes() == whole


def test_a_template_that_changed_is_compiled_again(tmp_path: Path) -> None:
    config, _ = _kept(tmp_path)
    _filled(config)
    _own(config.templates, "[{{ view.name }}]")
    assert _filled(config) == "[&lt;根&gt;]"


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    config, folder = _kept(tmp_path)
    folder.write_text("a file", encoding="utf-8")
    assert _filled(config) == "<&lt;根&gt;>"
