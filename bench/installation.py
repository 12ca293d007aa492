"""An installation of its own for a measurement: folder, database, style sheets, a country loaded.

Nothing of the installation beside the code is read or written. ``--var`` names one that is kept
and used again; without it everything is made in a temporary folder and gone afterwards.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Installation:
    """Where it is, and the environment in which its commands run."""

    folder: Path
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """What a command prints; CalledProcessError if it fails, with its last words on stderr."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            check=True,
        )
        return done.stdout

    def enter(self) -> None:
        """Start Django in this process on this installation; no other may have been entered before."""
        os.environ.update(self.environment)
        import django

        django.setup()


def options_of(parser: argparse.ArgumentParser) -> None:
    """The options that every measurement on an installation has."""
    parser.add_argument("--pack", type=Path, default=ROOT / "packs" / "ma", help="folder of the country (packs/ma)")
    parser.add_argument("--var", type=Path, help="keep the installation in this folder and use it again")


@contextmanager
def installed(pack: Path, var: Path | None = None, *, loaded: bool = True) -> Iterator[Installation]:
    """A migrated installation, with the country of *pack* unless not *loaded*.

    On SQLite, or on the database of ``DATABASE_URL`` where a folder *var* is given to be kept.
    """
    with tempfile.TemporaryDirectory(prefix="twiza-bench-") as temporary:
        folder = (var or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        unset = {"DATABASE_URL", "TWIZA_PRODUCTION", "TWIZA_DEBUG"} if var is None else set()
        environment = {key: value for key, value in os.environ.items() if key not in unset} | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "TWIZA_VAR": str(folder),
            "TWIZA_PACK": str(pack.resolve()),
            "TWIZA_LOG_LEVEL": "ERROR",
        }
        found = Installation(folder, environment)
        found.manage("migrate", "--verbosity=0")
        if loaded:
            found.manage("pack", "load", str(pack.resolve()))
            found.manage("collectstatic", "--noinput", "--verbosity=0")
        yield found
