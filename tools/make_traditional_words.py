"""Write the interface in Traditional Chinese: what ``zh_Hans`` says and ``zh_Hant`` doesn't yet, converted by OpenCC.

What stands in ``zh_Hant`` stays as it is, so that a person can choose better words; what is no longer asked for goes.
Run it whenever a message was added: ``python tools/make_traditional_words.py``. Needs ``pip install opencc``.
"""

from __future__ import annotations

import re
from pathlib import Path

from opencc import OpenCC

LOCALES = Path(__file__).parent.parent / "generator" / "locales"
SAID = re.compile(r'^(msgstr(?:\[\d\])? )((?:".*"\n?)+)', re.MULTILINE)
HEAD = """\
# The interface in traditional Chinese. Message ids are the interface in English.
# A new message comes in by tools/make_traditional_words.py; what a person then writes here stays.
"""


def make_catalogue(simplified: str, before: str) -> str:
    """Give every message of the simplified catalogue, in its order, in the words it had or else converted."""
    convert = OpenCC("s2twp").convert
    known = {_asked(block): block for block in _blocks(before)}
    head, *blocks = _blocks(simplified)
    anew = (SAID.sub(lambda said: said[1] + convert(said[2]), block) for block in blocks)
    made = [known.get(_asked(block)) or new for block, new in zip(blocks, anew, strict=True)]
    return HEAD + "\n\n".join([_header(head), *made]) + "\n"


def _blocks(text: str) -> list[str]:
    said = "\n".join(line for line in text.splitlines() if not re.match(r"# ", line))
    return [block for block in re.split(r"\n\s*\n", said.strip()) if block]


def _header(block: str) -> str:
    return block.replace("zh_Hans", "zh_Hant")


def _asked(block: str) -> str:
    return re.sub(r"^(?:#.*\n)*", "", block).partition("\nmsgstr")[0]


def main() -> None:
    """Write the catalogue."""
    simplified, traditional = (LOCALES / lang / "LC_MESSAGES" / "messages.po" for lang in ("zh_Hans", "zh_Hant"))
    traditional.parent.mkdir(parents=True, exist_ok=True)
    before = traditional.read_text(encoding="utf-8") if traditional.exists() else ""
    traditional.write_text(make_catalogue(simplified.read_text(encoding="utf-8"), before), encoding="utf-8")


if __name__ == "__main__":
    main()
