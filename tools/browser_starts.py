"""Show one page in a browser: ``browser_starts.py PATH`` exits 0 if it works; ``--own`` prints playwright's own."""

from __future__ import annotations

import sys

from playwright.sync_api import Error, sync_playwright


def main(argument: str) -> int:
    """Exit status for one browser."""
    with sync_playwright() as playwright:
        if argument == "--own":
            sys.stdout.write(f"{playwright.chromium.executable_path}\n")
            return 0
        try:
            browser = playwright.chromium.launch(executable_path=argument, args=["--no-sandbox"], timeout=60_000)
            page = browser.new_page()
            page.set_content("<p>ok")
            shown = page.inner_text("p")
            browser.close()
        except Error as error:
            sys.stderr.write(f"{error}\n")
            return 1
        return 0 if shown == "ok" else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
