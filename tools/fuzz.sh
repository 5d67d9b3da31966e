#!/bin/sh
# Fuzz every reader with atheris: tools/fuzz.sh PYTHON [RUNS [PARSER_RUNS]]
# A reader that breaks a promise stops; the rest go on. What broke it is kept in build/fuzz/<reader>-crash-….
set -u
cd "$(dirname "$0")/.."
python=$1
runs=${2:-200000}
parser_runs=${3:-1000000}
if ! "$python" -m pip --quiet --disable-pip-version-check --no-input install --require-hashes \
    -r requirements-fuzz.lock 2>/dev/null; then
    echo "fuzz: atheris can't be installed here: it comes for Linux on x86-64 and CPython 3.11 to 3.14, from the network"
    exit 1
fi
mkdir -p build/fuzz
status=0
for reader in sidecar settings record catalogue translations template markdown page story parser; do
    count=$runs
    [ "$reader" = parser ] && count=$parser_runs
    log=build/fuzz/$reader.log
    if "$python" tests/fuzz/run.py "$reader" "-runs=$count" >"$log" 2>&1; then
        echo "fuzz: $reader: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") executions, nothing found"
    else
        echo "fuzz: $reader: broken, see $log"
        status=1
    fi
done
exit $status
