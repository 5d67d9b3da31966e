#!/bin/sh
# Print the first Python that can make our environment: 3.11 or later, with its venv module.
# PYTHON=/path/to/python decides instead. stdout: the command; stderr: what was found and what to do.
set -u
fits() { "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null; }
has_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

seen=
for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    command -v "$candidate" >/dev/null 2>&1 || continue
    version=$("$candidate" -c 'import platform; print(platform.python_version())' 2>/dev/null) || continue
    if ! fits "$candidate"; then
        seen="$seen
  $candidate is $version: too old"
    elif ! has_venv "$candidate"; then
        seen="$seen
  $candidate is $version, without its venv module (on Debian and Ubuntu: apt-get install python3-venv)"
    else
        echo "$candidate"
        exit 0
    fi
done
{
    echo "Baozhai needs Python 3.11 or later. Found:${seen:- none}"
    echo "hint: install it (https://www.python.org, apt-get install python3 python3-venv, brew install python),"
    echo "      or say where it is: make PYTHON=/path/to/python3.12 …"
} >&2
exit 1
