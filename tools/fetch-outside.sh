#!/bin/sh
# Fetch what the pages are held against (the Nu HTML checker, axe, Lighthouse, schema.org's terms) into a folder:
# tools/fetch-outside.sh FOLDER. Without npm, or without a network, it says so and those tests are skipped.
set -u
cd "$(dirname "$0")/.." || exit 1
folder=$1
if ! command -v npm >/dev/null; then
    echo "npm is not here: the tests that hold pages against outside measures will be skipped"
    exit 0
fi
mkdir -p "$folder"
cp tests/outside/package.json tests/outside/package-lock.json "$folder"/
echo "Fetching what the pages are held against into $folder"
if ! npm ci --prefix "$folder" --cache "$folder/.npm" --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null; then
    rm -rf "$folder"
    echo "npm could not fetch it: the tests that hold pages against outside measures will be skipped"
fi
