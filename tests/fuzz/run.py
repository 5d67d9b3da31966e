"""Fuzz one reader with atheris: ``python tests/fuzz/run.py READER [options of libFuzzer]``; ``make fuzz`` runs all.

What is new stays in ``build/fuzz/<reader>``, what breaks a promise in ``build/fuzz/<reader>-…``. The kept corpus,
``tests/fuzz/corpus/<reader>``, is read and never written. Memory is held to ``FLOOR + 50 × input``: the peak of what
Python allocated, by tracemalloc, at every ``SAMPLE``-th execution; what C allocates is held by libFuzzer's limit.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris  # type: ignore[import-untyped]  # installed by make fuzz alone, and without types

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["generator"]):
    # What loads with the first page only must be instrumented too, or the fuzzer is led by nothing.
    import generator.enrich.numbers
    import generator.enrich.regions
    import generator.enrich.summary
    import generator.parse.page  # noqa: F401
    from tests.fuzz.limits import check_memory
    from tests.fuzz.readers import READERS
    from tests.fuzz.words import CORPUS, read_words

SAMPLE = 64
OPTIONS = ("-timeout=10", "-rss_limit_mb=2048", "-max_len=1024", "-print_final_stats=1")


def fuzz(name: str, options: list[str]) -> None:
    """Run one reader until libFuzzer has had enough."""
    reader, done = READERS[name], 0

    def execute(data: bytes) -> None:
        nonlocal done
        done += 1
        if done % SAMPLE:
            reader(data)
        else:
            check_memory(reader, data)

    found = ROOT / "build" / "fuzz" / name
    found.mkdir(parents=True, exist_ok=True)
    words = found.with_suffix(".dict")
    words.write_text(make_dictionary(name), encoding="ascii")
    places = (f"-dict={words}", f"-artifact_prefix={found}-", *options, str(found), str(CORPUS / name))
    atheris.Setup([sys.argv[0], *OPTIONS, *places], execute)
    atheris.Fuzz()


def make_dictionary(name: str) -> str:
    """Write a reader's words as libFuzzer reads them."""
    entries = ("".join(rf"\x{byte:02x}" for byte in word.encode()) for word in read_words(name))
    return "".join(f'"{entry}"\n' for entry in entries)


if __name__ == "__main__":
    fuzz(sys.argv[1], sys.argv[2:])
