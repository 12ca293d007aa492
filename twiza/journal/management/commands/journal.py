"""``run.py manage journal verify``: is the past as it was written?"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from twiza.journal import chain


class Command(BaseCommand):
    help = "Verify the journal's chain, or tie entries that a stop left loose."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verify = verbs.add_parser("verify", help="name every entry that was changed, removed or put in another order")
        verify.add_argument("--expected", default="", metavar="HASH", help="a hash that an earlier run printed")
        verbs.add_parser("tie", help="tie loose entries now; the nightly chores do so too")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["verb"] == "tie":
            self.stdout.write(f"{chain.tie(chain.loose_ids())} entries tied")
            return
        verdict = chain.verify(expected=options["expected"])
        for flaw in verdict.flaws:
            self.stdout.write(str(flaw))
        if verdict.flaws:
            raise CommandError("The journal was tampered with, or the database is damaged. Compare with a backup.")
        self.stdout.write(f"{verdict.entries} entries, each as it was written. Last hash: {verdict.hash}")
        if verdict.loose:
            self.stdout.write(f"{verdict.loose} more are not tied yet; 'journal tie' ties them.")
