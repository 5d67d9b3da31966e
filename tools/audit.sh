#!/bin/sh
# Hold every locked dependency against the list of known vulnerabilities: tools/audit.sh PYTHON
# Exit status 1 where one is found. Needs a network, and says so in one line where there is none.
set -eu
cd "$(dirname "$0")/.."
python=$1
skip() {
    echo "audit: skipped, $1"
    exit 0
}
"$python" -m pip --quiet --disable-pip-version-check --no-input install --require-hashes -r requirements-audit.lock \
    2>/dev/null || skip "pip-audit can't be installed"
status=0
for lock in requirements*.lock; do
    # Without pip: the lock file is read as it stands. What is found goes to stdout, what went wrong to stderr.
    found=$("$python" -m pip_audit --strict --require-hashes --disable-pip --progress-spinner off -r "$lock" 2>/dev/null) && continue
    [ -n "$found" ] || skip "the list of vulnerabilities can't be reached"
    printf '%s:\n%s\n' "$lock" "$found"
    status=1
done
[ $status -ne 0 ] || echo "audit: no known vulnerabilities"
exit $status
