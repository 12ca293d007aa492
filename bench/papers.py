"""How long a set of papers takes: every paper of the country's law for seven founders, PDF and DOCX, kept.

``python -m bench.papers [--pack packs/ma] [--founders 7] [--rounds 9]`` makes an installation of its own in a
temporary folder with the invented country's places, lends it the law of *pack*, and founds a group in it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parents[1]
PROMISE = 1.5
"""Seconds for the whole set."""


def main(arguments: Sequence[str]) -> int:
    """Print the table; 0 where the promise is kept."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pack", type=Path, default=ROOT / "packs" / "ma")
    options.add_argument("--founders", type=int, default=7)
    options.add_argument("--rounds", type=int, default=9)
    asked = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"TWIZA_VAR": folder, "DJANGO_SETTINGS_MODULE": "config.settings", "TWIZA_LOG_LEVEL": "ERROR"}
        django.setup()
        _install()
        return _measure(_founded(asked.pack, asked.founders), asked.founders, asked.rounds)


def _install() -> None:
    from django.core.management import call_command

    from twiza.packs.load import load_pack

    call_command("migrate", verbosity=0)
    load_pack(ROOT / "packs" / "example", by="bench")


def _founded(pack: Path, founders: int) -> Any:
    """A dossier under the law of *pack*, its assembly held, one of its founders paying with a thing."""
    from tests.dossier import papers_factories as group

    held = group.dossier(founders)
    group.brought(held.project.founders.order_by("id")[0], 500)
    group.assembly(held)
    held.law = _law_of(pack)
    held.save()
    return held


def _law_of(pack: Path) -> Any:
    from twiza.dossier.models import LawVersion
    from twiza.packs.check import SCHEMAS, check_schema
    from twiza.packs.content import Pack
    from twiza.packs.problems import Report
    from twiza.packs.reader import read_pack

    raw, checked, report = read_pack(pack, Report()), Pack(), Report()
    parts = [part for part in SCHEMAS if part.startswith("law_")]
    for part in parts:
        check_schema(part, raw, checked, report)
    content = {part: [item.content for item in checked.of(part).values()] for part in parts}
    for items in content.values():
        items.sort(key=lambda item: (item.get("order", 0), item["key"]))
    return LawVersion.objects.create(digest=f"bench-{pack.name}", pack_version="bench", content=content)


def _measure(held: Any, founders: int, rounds: int) -> int:
    from twiza.dossier import composing

    whole, worked, nothing, made = [], [], [], []
    for number in range(rounds + 1):
        held.answers = held.answers | {"name": f"تعاونية النسيم {number}"}
        held.save()
        started, busy = time.perf_counter(), time.process_time()
        made = composing.renew(dossier=held, by="bench", because=["name"])
        between, idle = time.perf_counter(), time.process_time()
        composing.renew(dossier=held, by="bench")
        if number:  # the first round is the first of its process
            whole.append(between - started)
            worked.append(idle - busy)
            nothing.append(time.perf_counter() - between)
    pages, kilobytes = _weigh(made)
    kept = statistics.median(whole) < PROMISE
    print("| papers | measured | promised | kept |\n|---|--:|--:|---|")
    told = f"{statistics.median(whole):.2f} s ({statistics.median(worked):.2f} of processor; slowest {max(whole):.2f})"
    print(
        f"| a set of {len(made)} papers for {founders} founders, PDF and DOCX | {told} | < {PROMISE} s | {_yes(kept)} |"
    )
    print(f"| the same again, nothing changed | {1000 * statistics.median(nothing):.0f} ms |  | yes |")
    print(f"| pages of the set; its PDF and DOCX together | {pages}; {kilobytes:.0f} kB |  |  |")
    return 0 if kept else 1


def _weigh(made: list[Any]) -> tuple[int, float]:
    from pypdf import PdfReader

    from twiza.files.queries import open_file

    pages = 0
    for paper in made:
        with open_file(paper.pdf) as file:
            pages += len(PdfReader(file).pages)
    return pages, sum(paper.pdf.size + paper.docx.size for paper in made) / 1000


def _yes(kept: bool) -> str:
    return "yes" if kept else "**no**"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
