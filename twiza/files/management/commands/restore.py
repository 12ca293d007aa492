"""``run.py manage restore PATH [--replace]``."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from twiza.files import backup


class Command(BaseCommand):
    help = "Put a backup in the place of this site's database. Stop the site and its worker first."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a file that 'backup' wrote")
        parser.add_argument("--replace", action="store_true", help="replace a database that holds something")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            manifest = backup.restore(options["path"], replace=options["replace"])
        except (backup.BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Restored {sum(manifest.rows.values())} rows as they were at {manifest.made_at}, all counted."
        )
        self.stdout.write("Now: 'manage migrate', if the program is newer, and 'manage journal verify'.")
