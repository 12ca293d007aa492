"""What accounts tell the areas above."""

from django.dispatch import Signal

arrived = Signal()
"""Somebody signed in or up. Sent with ``visitor`` (who she was before, or None) and ``user``: what the visitor made
is hers now."""
