"""``manage.py pack check|diff|load PATH``, ``pack schema FOLDER``, ``pack unconfirmed PATH…``."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from twiza.packs.check import check_pack
from twiza.packs.diff import Diff, diff_pack
from twiza.packs.load import load_pack
from twiza.packs.parts import Changes
from twiza.packs.problems import PackError, PackRefused, Report
from twiza.packs.published import write_schemas
from twiza.packs.unconfirmed import as_document

SHOWN = 200
"""Problems and keys printed one by one; the rest is counted. ``--json`` gives all."""


class ProgressLine:
    """One line at the terminal that tells the phase and how far it is; silent elsewhere."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._shown = bool(getattr(stream, "isatty", lambda: False)())
        self._phase = ""
        self._at = 0.0

    def __call__(self, phase: str, done: int, total: int) -> None:
        now = time.monotonic()
        if not self._shown or (phase == self._phase and now - self._at < 0.1 and done != total):
            return
        self._phase, self._at = phase, now
        far = f" {done:,}/{total:,}" if total else ""
        self._write(f"\r\x1b[K{phase}{far}")

    def clear(self) -> None:
        """Leave the line empty for what is printed next."""
        if self._shown and self._phase:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        self._stream.write(text, style_func=str, ending="")
        self._stream.flush()


class Command(BaseCommand):
    help = "Check a country pack, show what it would change, load it, list its open law, or write its JSON Schemas."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="check|diff|load|schema|unconfirmed")
        for verb, text in (
            ("check", "say all that is wrong with a pack"),
            ("diff", "say what loading it would change"),
            ("load", "put it in force, wholly or not at all"),
        ):
            one = verbs.add_parser(verb, help=text, description=text)
            one.add_argument("path", help="folder of the pack, for example packs/example")
            one.add_argument("--json", action="store_true", help="answer with one JSON object")
            one.add_argument("--quiet", action="store_true", help="say nothing of warnings")
        schema = verbs.add_parser("schema", help="write the JSON Schemas that editors use")
        schema.add_argument("path", help="folder to write into, for example docs/schema")
        text = "list what a jurist has yet to confirm in the law of packs"
        unconfirmed = verbs.add_parser("unconfirmed", help=text, description=text)
        unconfirmed.add_argument("path", nargs="+", help="folders of packs, for example packs/ma packs/sa")

    def handle(self, *args: Any, **options: Any) -> None:
        self.json, self.quiet = options.get("json", False), options.get("quiet", False)
        self.progress = ProgressLine(self.stderr)
        path = options["path"]
        try:
            getattr(self, f"_{options['verb']}")(path)
        except PackRefused as error:
            self.progress.clear()
            self._report(error.report)
            self._fail(str(error))
        except PackError as error:
            self.progress.clear()
            if self.json:
                self._answer({"ok": False, "error": str(error)})
            self._fail(str(error))

    def _fail(self, message: str) -> None:
        if self.json:
            sys.exit(1)
        raise CommandError(message, returncode=1)

    def _check(self, path: str) -> None:
        pack, report = check_pack(path, self.progress)
        self.progress.clear()
        if report.refused:
            raise PackRefused(report)
        counts = {part: len(items) for part, items in pack.parts.items()}
        self._report(report, counts=counts)
        self._say(f"{path} is sound: " + ", ".join(f"{count:,} {name}" for name, count in _named(counts)) + ".")

    def _diff(self, path: str) -> None:
        diff = diff_pack(path, self.progress)
        self.progress.clear()
        self._report(diff.report, changes=_as_json(diff))
        for part, changes in diff.parts.items():
            self._say(f"{part.replace('_', ' ')}: {_counted(changes)}")
            for line in _lines(diff, changes):
                self._say(f"  {line}")
        if not diff:
            self._say("Nothing would change: this pack is already in force.")

    def _load(self, path: str) -> None:
        done = load_pack(path, by="command-line", progress=self.progress)
        self.progress.clear()
        self._report(
            done.report,
            load=done.load.pk if done.load else None,
            counts=done.diff.counts,
            seconds=round(done.seconds, 2),
        )
        if done.load is None:
            self._say(f"Nothing changed: this pack is already in force ({done.seconds:.1f} s).")
            return
        for part, changes in done.diff.parts.items():
            self._say(f"{part.replace('_', ' ')}: {_counted(changes)}")
        self._say(f"Loaded {done.load.country} {done.load.version} in {done.seconds:.1f} s.")

    def _schema(self, path: str) -> None:
        for name in write_schemas(Path(path)):
            self._say(f"wrote {name}")

    def _unconfirmed(self, paths: list[str]) -> None:
        checked = [check_pack(path, self.progress) for path in paths]
        self.progress.clear()
        for _pack, report in checked:
            if report.refused:
                raise PackRefused(report)
        self.stdout.write(as_document(pack for pack, _report in checked), ending="")

    def _say(self, line: str) -> None:
        if not self.json:
            self.stdout.write(line)

    def _answer(self, content: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(content, ensure_ascii=False))

    def _report(self, report: Report, **more: Any) -> None:
        problems = [problem for problem in report if not (self.quiet and problem.severity == "warning")]
        if self.json:
            found = [problem.as_json() for problem in problems]
            self._answer({"ok": not report.refused, "problems": found, "left_out": report.left_out, **more})
            return
        for problem in problems[:SHOWN]:
            style = self.style.ERROR if problem.severity == "error" else self.style.WARNING
            self.stdout.write(style(f"{problem.severity}: ") + str(problem))
        if (rest := len(problems) - SHOWN + report.left_out) > 0:
            self.stdout.write(f"… and {rest:,} more problems.")


def _named(counts: dict[str, int]) -> list[tuple[str, int]]:
    return [(part.replace("_", " "), count) for part, count in counts.items() if part != "identity"]


def _counted(changes: Changes) -> str:
    return ", ".join(f"{count:,} {word}" for word, count in changes.counts.items() if count)


def _lines(diff: Diff, changes: Changes) -> list[str]:
    lines = [f"+ {key}" for key in changes.added]
    lines += [f"~ {key} ({', '.join(diff.fields[changes.part, key])})" for key in changes.changed]
    lines += [f"- {key}" for key in changes.removed]
    return lines if len(lines) <= SHOWN else [*lines[:SHOWN], f"… and {len(lines) - SHOWN:,} more"]


def _as_json(diff: Diff) -> dict[str, Any]:
    return {
        part: {
            "added": [*changes.added],
            "changed": {key: diff.fields[part, key] for key in changes.changed},
            "removed": [*changes.removed],
        }
        for part, changes in diff.parts.items()
    }
