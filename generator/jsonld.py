"""A story as schema.org ``NewsArticle`` in JSON-LD, for search engines and citation tools.

In come a record, the digest it stands in and the reader's language; out comes JSON that is safe between
``<script type="application/ld+json">`` tags. The body is never in it, whatever the rights.
"""

from __future__ import annotations

from json import JSONEncoder
from typing import TYPE_CHECKING

from generator.addresses import absolute, article_path
from generator.reading import find_authors, label_of, spell_name

if TYPE_CHECKING:
    from generator.briefs import Brief, Wording
    from generator.digest import Digest
    from generator.model import Byline, Credit, Record, Region
    from generator.reading import Words

Node = dict[str, object]

_write = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_SCRIPT = tuple((sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029")
"""Many times as fast, one by one, as a table for ``str.translate``."""
_BODIES = ("评论员", "编辑部", "办公室", "委员会", "通讯社", "报社", "中心", "协会")
"""Ends of names that are no person's."""


def article_jsonld(record: Record, digest: Digest, lang: str, site_url: str | None = None) -> str:
    """Describe a story for readers of ``lang``; an untranslated one is the original, here as on its page.

    ``site_url`` is where the site is published, ``None`` where it has no address. Paper and print section keep the
    names that they were printed with.
    """
    brief = digest.records[record.id]
    lang = brief.spoken(lang)
    wording = brief.wording(lang)
    url = _address(brief, lang, site_url)
    node: Node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": wording.title.text,
        "inLanguage": lang,
        "isAccessibleForFree": record.rights == "full",
        **({} if url is None else {"url": url, "mainEntityOfPage": {"@type": "WebPage", "@id": url}}),
        **_subtitle(record, wording),
        **_works(digest, brief, lang, site_url),
        **_print(record),
        **_places(record, digest, lang),
    }
    node["author"] = [
        _author(person, spell_name(words, lang, digest.lexicon), record.paper)
        for person, words in zip(find_authors(record.article), wording.authors, strict=True)
    ]
    node["keywords"] = [label_of(digest.terms[tag], lang) for tag in record.tags]
    node["dateline"] = record.article.dateline.raw if record.article.dateline else None
    return dumps({key: value for key, value in node.items() if value not in (None, [], "")})


def dumps(node: Node) -> str:
    """Write JSON that can't end the script element or the line it stands in."""
    text = _write(node)
    for sign, written in _SCRIPT:
        text = text.replace(sign, written)
    return text


def _subtitle(record: Record, wording: Wording) -> Node:
    """Give the second headline: of a translation the original, else what is printed below or above."""
    title = wording.title
    original = record.article.headline
    if original is not None and title.lang != record.lang and not _is_script_of(title.lang, record.lang):
        return {"alternativeHeadline": original.text}
    second = wording.subtitle or wording.kicker
    return {} if second is None or second.text == title.text else {"alternativeHeadline": second.text}


def _works(digest: Digest, brief: Brief, lang: str, site_url: str | None) -> Node:
    """Name of a translation the original and who translated it, of the original its translations."""
    if _is_script_of(lang, brief.lang):
        return {}
    if lang != brief.lang:
        name = digest.shelf.translations(brief.id).translator(lang, brief.id)
        translator = {} if name is None else {"translator": {"@type": "Person", "name": name}}
        return {"translationOfWork": _work(brief, brief.lang, site_url), **translator}
    others = [other for other in brief.langs if other != lang and not _is_script_of(other, lang)]
    return {"workTranslation": [_work(brief, other, site_url) for other in others]}


def _is_script_of(lang: str, other: str) -> bool:
    """Whether one is another's language in another script: what is written over is no translation."""
    return lang != other and lang.partition("-")[0] == other.partition("-")[0]


def _work(brief: Brief, lang: str, site_url: str | None) -> Node:
    url = _address(brief, lang, site_url)
    named: Node = {"@type": "NewsArticle", "inLanguage": lang}
    if any(spoken == lang for spoken, _ in brief.said):
        named["headline"] = brief.wording(lang).title.text
    return named if url is None else {**named, "url": url}


def _address(brief: Brief, lang: str, site_url: str | None) -> str | None:
    """Give the page of a story in a language of the site."""
    return absolute(site_url, article_path(lang, brief.id)) if site_url is not None and lang in brief.langs else None


def _print(record: Record) -> Node:
    """Say where it was printed; an issue without paper and date is not named."""
    known: Node = {"datePublished": record.date, "printPage": record.page, "printSection": record.section}
    if record.paper or record.date:
        issue: Node = {"@type": "PublicationIssue"}
        if record.date:
            issue["datePublished"] = record.date
        if record.paper:
            issue["isPartOf"] = {"@type": "Newspaper", "name": record.paper}
        known["isPartOf"] = issue
    return known


def _places(record: Record, digest: Digest, lang: str) -> Node:
    """Tell where it happened apart from what it only mentions."""
    here = [_place(region, digest, lang) for region in record.regions if region.primary]
    named = [_place(region, digest, lang) for region in record.regions if not region.primary]
    return {"contentLocation": here, "mentions": named}


def _place(region: Region, digest: Digest, lang: str) -> Node:
    gazetteer, whole = digest.lexicon.gazetteer, "".join(region.path)
    name = gazetteer.label(region.code, lang)[0] if gazetteer.chain(region.code) else whole or region.code
    return {"@type": "Place", "name": name, **({} if whole == name else {"alternateName": whole})}


def _author(person: Byline | Credit, words: Words, paper: str | None) -> Node:
    body = person.name.endswith(_BODIES)
    outlet = paper if person.outlet == "本报" else person.outlet
    node: Node = {"@type": "Organization" if body else "Person", "name": words.text}
    if outlet and not body:
        node["affiliation"] = {"@type": "Organization", "name": outlet}
    return node
