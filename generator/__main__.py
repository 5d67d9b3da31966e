"""``python -m generator``: say what is missing before anything is imported that needs it."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts it with an older one should read why it fails
        sys.exit("baozhai needs Python 3.11 or later; this is " + sys.version.split()[0])
    from generator.cli import run

    try:
        run()
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] == "generator":
            raise
        sys.exit(f"{error.name} is not installed here: run `make site` once, then use .venv/bin/python -m generator")
