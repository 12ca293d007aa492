"""What a project says to the areas above it."""

from __future__ import annotations

from django.dispatch import Signal

project_changed = Signal()
"""Sent inside the transaction after each change that papers show.

``project`` is the project; ``what`` a frozenset of ``name``, ``founders``, ``shares``, ``capital``, ``place``.
"""
giving_up = Signal()
"""Sent inside the transaction before a group gives up, ``project`` not yet held; ``by`` is who asks.

A receiver that raises Refused keeps the project as it is.
"""
taken_up = Signal()
"""Sent inside the transaction when a group goes on with what it had given up; ``project`` and ``by``."""
project_started = Signal()
"""Sent inside the transaction when a project has been made; ``project`` is the project."""
founders_joined = Signal()
"""Sent when two entries turned out to be one person; ``kept`` and ``dropped`` are the founders."""
