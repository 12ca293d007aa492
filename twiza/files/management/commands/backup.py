"""``run.py manage backup [PATH]``."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from twiza.files import backup


class Command(BaseCommand):
    help = "Back up the database and all files into one file, while the site goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, help="the file to write, or a folder; here by default")

    def handle(self, *_: Any, **options: Any) -> None:
        path = (options["path"] or Path()).absolute()
        if path.is_dir():
            path = path / backup.default_name(timezone.localtime())
        try:
            manifest = backup.back_up(path)
        except (backup.BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        rows, files = sum(manifest.rows.values()), len(manifest.sha256) - 1
        self.stdout.write(f"{path}: {rows} rows of {len(manifest.rows)} tables and {files} files")
        self.stdout.write("Keys are not in it: keep TWIZA_SECRET and TWIZA_SEALING_SECRETS apart, and safe.")
