"""What the register tells whoever listens above it."""

from django.dispatch import Signal

registered = Signal()
"""Sent inside the transaction, with ``cooperative`` and ``by``, when a cooperative enters the register."""

changed = Signal()
"""Sent inside the transaction, with ``cooperative`` and ``fields`` (a frozenset), after each change."""
