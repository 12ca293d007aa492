"""Commands of the packs area."""
