"""Uploads that are too large are not written down while they arrive."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from twiza.files.kinds import LARGEST


class TooLarge(UploadedFile):  # type: ignore[type-arg]
    """Stands for a file of which we stopped reading; its size alone is known to be too much."""


class LimitingHandler(FileUploadHandler):
    """First in line: lets the others see so many bytes of each file and no more."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begin to count anew."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hand the bytes on until there are too many."""
        self.seen = start + len(raw_data)
        return raw_data if self.seen <= LARGEST else None

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """A file of the right size is for the others to give back."""
        if file_size <= LARGEST:
            return None
        return TooLarge(name=self.file_name, content_type=self.content_type, size=file_size)
