"""Keeping what people send, and what we make ourselves."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.files import checking, keeping
from twiza.files.kinds import LARGEST, PICTURES_AND_PDF, Kinds, Unfit
from twiza.files.models import StoredFile

__all__ = ["HOURLY", "Unfit", "remove", "store", "store_bytes"]

HOURLY = {"user:": 60, "visitor:": 10}
"""Files that one person may send in an hour."""
HOURLY_OF_ALL_VISITORS = 300
"""Files in an hour from all who have not signed in: a new session costs nothing."""


def store(*, upload: UploadedFile[Any], by: str, allowed: Kinds = PICTURES_AND_PDF) -> StoredFile:
    """Check what somebody sent, write pictures anew, and keep it. *by* is the actor's text.

    :raises Unfit: it is not one of *allowed*, too large, damaged, dangerous, or one too many in this hour.
    """
    _not_too_many(by)
    if (upload.size or 0) > LARGEST:
        raise checking.too_large()
    content, media_type = checking.checked(upload.read(LARGEST + 1), allowed)
    name = checking.clean_name(upload.name or "", media_type)
    return store_bytes(content=content, name=name, media_type=media_type, by=by)


def store_bytes(*, content: bytes, name: str, media_type: str, by: str) -> StoredFile:
    """Keep our own product as it is. The file is on the disk before its row is written."""
    return StoredFile.objects.create(
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        path=keeping.write(content),
        by=by,
    )


def remove(stored: StoredFile) -> None:
    """Forget a file: its row now, its bytes when the transaction is sure."""
    path = stored.path
    stored.delete()
    transaction.on_commit(lambda: keeping.remove(path), robust=True)  # what is left is swept away at night


def _not_too_many(by: str) -> None:
    kind = by.partition(":")[0] + ":"
    if kind not in HOURLY:
        return
    lately = StoredFile.objects.filter(at__gte=timezone.now() - datetime.timedelta(hours=1))
    if lately.filter(by=by).count() >= HOURLY[kind]:
        raise Unfit(_("You have sent many files in this hour. Wait a little, then send the others."))
    if kind == "visitor:" and lately.filter(by__startswith=kind).count() >= HOURLY_OF_ALL_VISITORS:
        raise Unfit(_("Too many files arrive from people who are not signed in. Sign in, then send yours."))
