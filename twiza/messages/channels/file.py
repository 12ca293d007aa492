"""The way that needs nothing: each message becomes a file, for whoever runs a local instance."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from twiza.messages.channels.base import NotSent, Outgoing


class FileWay:
    """Writes ``OUTBOX_DIR/<id>.json``. The file appears whole or not at all, and only once."""

    idempotent = True

    def deliver(self, message: Outgoing) -> None:
        folder = Path(settings.OUTBOX_DIR)
        final, partial = folder / f"{message.id}.json", folder / f".{message.id}.{os.getpid()}.part"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._write(partial, json.dumps(asdict(message), ensure_ascii=False, indent=1))
            try:
                os.link(partial, final)  # unlike a rename, never replaces what is there
            except FileExistsError:
                return
            finally:
                partial.unlink(missing_ok=True)
        except OSError as error:
            raise NotSent(f"the file could not be written: {error.strerror or error}") from error

    @staticmethod
    def _write(path: Path, text: str) -> None:
        path.unlink(missing_ok=True)  # what a process of the same number left when it was killed
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
