"""Lists the benches, or runs one: ``python -m bench``, ``python -m bench NAME [OPTIONS]``.

A bench is a module of this folder with a ``main(arguments)`` that prints its table and gives back an
exit code: 0 where every promise in it is kept.
"""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def benches() -> dict[str, str]:
    """Name and first line of each module that has a ``main``."""
    found = {}
    for path in sorted(FOLDER.glob("[a-z]*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body):
            found[path.stem] = (ast.get_docstring(tree) or "").partition("\n")[0]
    return found


def main(arguments: Sequence[str]) -> int:
    """Run the bench that is named; without a name, tell which there are."""
    known = benches()
    if not arguments or arguments[0] in {"-h", "--help"}:
        width = max(map(len, known), default=0)
        print("Run one with: python3 run.py bench NAME   (bench/README.md keeps the last tables)\n")
        for name, about in known.items():
            print(f"  {name:<{width}}  {about}")
        return 0
    name, *rest = arguments
    if name not in known:
        print(f"There is no bench {name!r}; there are: {', '.join(known)}.", file=sys.stderr)
        return 2
    return int(importlib.import_module(f"bench.{name}").main(rest) or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
