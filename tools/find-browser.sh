#!/bin/sh
# Print the path of a Chromium or Chrome that starts; with --install, get one where there is none.
# First an installed one, then the system's package manager, then playwright's own download (kept in .venv).
# BAOZHAI_CHROMIUM=/path/to/chrome decides instead. stdout: the path alone; stderr: what is being done.
set -u
cd "$(dirname "$0")/.." || exit 1
PYTHON=.venv/bin/python
PLAYWRIGHT_BROWSERS_PATH=$PWD/.venv/browsers
export PLAYWRIGHT_BROWSERS_PATH

starts() { # a snap stub or a browser without its libraries is a file too: only a page shown counts
    found=$(command -v "$1" 2>/dev/null) && [ -n "$found" ] || return 1
    "$PYTHON" tools/browser_starts.py "$found" >/dev/null 2>&1
}

installed() {
    for candidate in "${BAOZHAI_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable chrome \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "$("$PYTHON" tools/browser_starts.py --own 2>/dev/null)"; do
        if starts "$candidate"; then
            echo "$found"
            return 0
        fi
    done
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

by_package_manager() {
    if command -v apt-get >/dev/null; then
        as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends chromium
    elif command -v dnf >/dev/null; then
        as_root dnf install -y -q chromium
    elif command -v pacman >/dev/null; then
        as_root pacman -S --needed --noconfirm chromium
    elif command -v zypper >/dev/null; then
        as_root zypper --non-interactive install chromium
    elif command -v apk >/dev/null; then
        as_root apk add chromium
    elif command -v brew >/dev/null; then
        brew install --quiet --cask google-chrome
    else
        return 1
    fi
}

by_playwright() {
    [ "$(uname)" != Linux ] || as_root "$PWD/$PYTHON" -m playwright install-deps chromium || true
    "$PYTHON" -m playwright install chromium
}

installed && exit 0
[ "${1:-}" = --install ] || exit 1
echo "No Chromium or Chrome found: asking the system's package manager for one" >&2
by_package_manager >&2 && installed && exit 0
echo "That gave no browser that starts: playwright downloads its own" >&2
by_playwright >&2 && installed && exit 0
echo "No browser to be had. hint: install Chromium or Chrome by hand, or set BAOZHAI_CHROMIUM=/path/to/it" >&2
exit 1
