#!/bin/sh
# Make the lock files anew from pyproject.toml: one resolution for Linux and macOS, CPython 3.11 to 3.14.
# Needs uv (`pip install uv`). The files name versions and hashes, never an address.
set -eu
cd "$(dirname "$0")/.."
UV=${UV:-uv}
compile() {
    output=$1
    shift
    "$UV" pip compile "$@" --universal --python-version 3.11 --generate-hashes --no-header --quiet \
        --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' --output-file "$output"
}
compile requirements.lock pyproject.toml
compile requirements-build.lock --group build --constraints requirements.lock
compile requirements-dev.lock pyproject.toml --group dev \
    --constraints requirements.lock --constraints requirements-build.lock
# Tools that run now and then, in environments of their own: nothing that builds a site needs them.
compile_tool() {
    printf '%s\n' "$2" | "$UV" pip compile - --universal --python-version 3.11 --generate-hashes --no-header --quiet \
        --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' --output-file "$1"
}
compile_tool requirements-fuzz.lock 'atheris==3.0.0; python_version < "3.12"
atheris>=3.1; python_version >= "3.12"'
compile_tool requirements-audit.lock 'pip-audit>=2.10'
