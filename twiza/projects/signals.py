"""What a project says to the areas above it."""

from __future__ import annotations

from django.dispatch import Signal

project_changed = Signal()
"""Sent inside the transaction after each change that papers show.

``project`` is the project; ``what`` a frozenset of ``name``, ``founders``, ``shares``, ``capital``, ``place``.
"""
project_started = Signal()
"""Sent inside the transaction when a project has been made; ``project`` is the project."""
founders_joined = Signal()
"""Sent when two entries turned out to be one person; ``kept`` and ``dropped`` are the founders."""
