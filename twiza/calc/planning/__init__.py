"""A five-year plan of a cooperative: sixty months of money, to the cent."""

from twiza.calc.planning.draws import draw
from twiza.calc.planning.engine import METHOD, compute
from twiza.calc.planning.tornado import tornado

__all__ = ["METHOD", "compute", "draw", "tornado"]
