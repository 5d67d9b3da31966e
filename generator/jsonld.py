"""A story as schema.org ``NewsArticle`` in JSON-LD, for search engines and citation tools.

In come a record, the digest it stands in and the reader's language; out comes JSON that is safe between
``<script type="application/ld+json">`` tags. The body is never in it, whatever the rights.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.reading import Reading, find_authors, label_of
from generator.slugs import term

if TYPE_CHECKING:
    from generator.digest import Digest
    from generator.model import Byline, Credit, Record, Region
    from generator.reading import Words

Node = dict[str, object]

_SCRIPT = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})
_BODIES = ("评论员", "编辑部", "办公室", "委员会", "通讯社", "报社", "中心", "协会")
"""Ends of names that are no person's."""


def article_jsonld(record: Record, digest: Digest, lang: str, url: str | None = None) -> str:
    """Describe a story for readers of ``lang``.

    ``url`` is the absolute address of the page that is canonical, ``None`` where the site has no address. Paper and
    print section keep the names that they were printed with.
    """
    reading = Reading(record, lang, digest.translations)
    title = reading.title()
    node: Node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title.text,
        "inLanguage": title.lang,
        "isAccessibleForFree": record.rights == "full",
        **({} if url is None else {"url": url, "mainEntityOfPage": {"@type": "WebPage", "@id": url}}),
        **_subtitle(reading, title),
        **_print(record),
        **_places(record, digest, lang),
    }
    node["author"] = [
        _author(person, words, record.paper)
        for person, words in zip(find_authors(record.article), reading.authors(), strict=True)
    ]
    node["keywords"] = [label_of(term(tag, digest.lexicon), lang) for tag in record.tags]
    summary = reading.find("summary")
    node["abstract"] = summary.text if summary else None
    node["dateline"] = record.article.dateline.raw if record.article.dateline else None
    return dumps({key: value for key, value in node.items() if value not in (None, [], "")})


def dumps(node: Node) -> str:
    """Write JSON that can't end the script element or the line it stands in."""
    return json.dumps(node, ensure_ascii=False).translate(_SCRIPT)


def _subtitle(reading: Reading, title: Words) -> Node:
    """Give the second headline: of a translation the original, else what is printed below or above."""
    record = reading.record
    original = record.article.headline
    if original is not None and title.lang != record.lang:
        translated: Node = {"@type": "NewsArticle", "headline": original.text, "inLanguage": record.lang}
        return {"alternativeHeadline": original.text, "translationOfWork": translated}
    second = reading.find("subtitle") or reading.find("kicker")
    return {} if second is None or second.text == title.text else {"alternativeHeadline": second.text}


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
