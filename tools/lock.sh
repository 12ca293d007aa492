#!/bin/sh
# Pins every dependency with its hashes; run after a change of pyproject.toml. Needs `uv`.
set -eu
cd "$(dirname "$0")/.."
for extra in base dev; do
    option=""
    [ "$extra" = dev ] && option="--extra dev"
    # shellcheck disable=SC2086
    uv pip compile pyproject.toml $option --universal --python-version 3.11 --generate-hashes --no-header \
        --no-emit-index-url --no-annotate --only-binary :all: --quiet --output-file "requirements/$extra.txt"
done
