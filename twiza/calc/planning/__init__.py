"""A five-year plan of a cooperative: sixty months of money, to the cent."""

METHOD = "1"
"""Version of the method; it grows when the same inputs would give other figures."""
