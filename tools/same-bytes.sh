#!/bin/sh
# Build the digest twice, in two folders and under two hash seeds, and compare every byte.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
rm -rf build/twice
for turn in 1 2; do
    folder=build/twice/$turn
    mkdir -p "$folder"
    for name in seeds records lexicon templates static digest.yaml; do
        if [ -e "$name" ]; then cp -R "$name" "$folder/"; fi
    done
    (cd "$folder" && PYTHONPATH=$root PYTHONHASHSEED=$turn "$root/.venv/bin/python" -m generator build >/dev/null)
done
diff -r build/twice/1/records build/twice/2/records
diff -r build/twice/1/site build/twice/2/site
echo "built twice: $(find build/twice/1/site -type f | wc -l | tr -d ' ') files, the same bytes"
rm -rf build/twice
