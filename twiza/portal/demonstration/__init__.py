"""Invented people of every role, a group on its way, a filed file and a cooperative: examples, marked as such.

Everything is made by the commands that people's own pages call, so what an example shows is what the
product does. Their addresses end in a domain that cannot exist; that is how they are found again.
"""

DOMAIN = "twiza.example"
"""Of every invented address; the top-level domain ``.example`` is reserved and never delivered to."""
