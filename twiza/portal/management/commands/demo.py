"""``run.py manage demo load|remove``: examples to look at."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from twiza.accounts.commands import Refused
from twiza.portal.demonstration import commands


class Command(BaseCommand):
    help = "Add invented people and groups, marked as examples, or take them all away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["load", "remove"])

    def handle(self, *_: Any, **options: Any) -> None:
        if options["verb"] == "remove":
            counts = commands.remove()
            self.stdout.write("removed: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
            return
        try:
            sign_ins = commands.load()
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if not sign_ins:
            self.stdout.write("The examples are there already; 'demo remove' takes them away.")
            return
        self.stdout.write("Invented people; their passwords are shown this once:")
        for one in sign_ins:
            self.stdout.write(f"  {one.part:<16} {one.email:<34} {one.password}")
