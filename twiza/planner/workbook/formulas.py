"""The formulas that our sheets are written in, read back as functions of a column.

Only what this package writes is understood: numbers, words, cells, ranges of one row or one column, the operators and
some twenty functions, with a spreadsheet's precedences. An empty cell counts as nothing. A formula of a row of months
is read once, with ``@`` and ``~`` for its columns (see :mod:`twiza.planner.workbook.grid`).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Protocol

from openpyxl.utils import column_index_from_string

from twiza.planner.workbook.rounding import internal_rate, rounded

Value = float | str | bool | None
Run = Callable[[int], Any]


class NoValue(ArithmeticError):
    """What a spreadsheet shows as an error: nothing was found, no rate fits."""


class Cells(Protocol):
    """What formulas look into."""

    def at(self, sheet: str, row: int, column: int) -> Value:
        """The value of a cell, worked out first where it is a formula."""


@dataclass(frozen=True)
class Area:
    """Cells of one row, or of one column; columns may move with the formula's own."""

    sheet: str
    rows: tuple[int, int]
    first: Run
    last: Run

    def values(self, cells: Cells, column: int) -> list[Value]:
        """Their values in order, empty ones as None."""
        first, last = self.first(column), self.last(column)
        top, bottom = self.rows
        if top == bottom:
            return [cells.at(self.sheet, top, place) for place in range(first, last + 1)]
        return [cells.at(self.sheet, row, first) for row in range(top, bottom + 1)]


@dataclass(frozen=True)
class Part:
    """A part of a formula. ``many``: it has a value for each cell of a range; ``area``: it is a place."""

    run: Run
    many: bool = False
    area: Area | None = None


_TOKEN = re.compile(
    r'(?P<words>"(?:[^"]|"")*")'
    r"|(?P<place>(?:'(?:[^']|'')*'!)?(?:\$?[A-Z]{1,3}|@|~)\$?\d+)"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<name>[A-Z]+)"
    r"|(?P<sign><=|>=|<>|[-+*/^&=<>(),:])"
)
_PLACE = re.compile(r"(?:'((?:[^']|'')*)'!)?\$?([A-Z]+|@|~)\$?(\d+)")
_BINDS = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5, ":": 7}
_MINUS = 6


def _joined(left: Any, right: Any) -> str:
    return "".join(f"{one:g}" if isinstance(one, float | int) else str(one) for one in (left, right))


_DOES: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
    "&": _joined, "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "^": operator.pow,
}  # fmt: skip


class Reader:
    """Reads the formulas of one sheet. ``read`` gives a function of the column that the formula stands in."""

    def __init__(self, cells: Cells, sheet: str) -> None:
        self._cells, self._sheet = cells, sheet
        self._pieces: Iterator[tuple[str, str]] = iter(())
        self._kind = self._piece = ""

    def read(self, formula: str) -> Run:
        """*formula* begins with ``=``. :raises ValueError: something in it is not understood."""
        self._pieces = _pieces(formula[1:])
        self._step()
        part = self._part(0)
        if self._piece:
            raise ValueError(f"{self._piece!r} was not expected in {formula}")
        return part.run

    def _step(self) -> tuple[str, str]:
        held = self._kind, self._piece
        self._kind, self._piece = next(self._pieces, ("", ""))
        return held

    def _part(self, binds: int) -> Part:
        left = self._first()
        while (strength := _BINDS.get(self._piece, 0)) > binds and self._kind == "sign":
            sign = self._step()[1]
            right = self._part(strength)
            left = self._range(left, right) if sign == ":" else each(_DOES[sign], left, right)
        return left

    def _first(self) -> Part:
        kind, piece = self._step()
        if kind == "number":
            number = float(piece)
            return Part(lambda _column: number)
        if kind == "words":
            words = piece[1:-1].replace('""', '"')
            return Part(lambda _column: words)
        if kind == "place":
            return self._place(piece)
        if kind == "name":
            return self._named(piece)
        if piece == "-":
            inner = self._part(_MINUS)
            return each(operator.sub, Part(lambda _column: 0.0), inner)
        if piece == "(":
            inner = self._part(0)
            self._close(")")
            return inner
        raise ValueError(f"{piece!r} cannot begin a part of a formula")

    def _close(self, sign: str) -> None:
        if self._step()[1] != sign:
            raise ValueError(f"{sign!r} was expected")

    def _place(self, piece: str) -> Part:
        found = _PLACE.fullmatch(piece)
        assert found is not None
        sheet, letters, row = (found[1] or self._sheet).replace("''", "'"), found[2], int(found[3])
        column = _column(letters)
        at = self._cells.at

        def value(own: int) -> Value:
            held = at(sheet, row, column(own))
            return 0.0 if held is None else held

        return Part(value, area=Area(sheet, (row, row), column, column))

    def _range(self, first: Part, last: Part) -> Part:
        if first.area is None or last.area is None:
            raise ValueError("a range lies between two places")
        one, other = first.area, last.area
        area = Area(one.sheet, (one.rows[0], other.rows[1]), one.first, other.last)
        cells = self._cells
        return Part(lambda own: [0.0 if v is None else v for v in area.values(cells, own)], many=True, area=area)

    def _named(self, name: str) -> Part:
        if name in ("TRUE", "FALSE"):
            truth = name == "TRUE"
            return Part(lambda _column: truth)
        self._close("(")
        given = [self._part(0)]
        while self._piece == ",":
            self._step()
            given.append(self._part(0))
        self._close(")")
        if name not in FUNCTIONS:
            raise ValueError(f"{name} is not among the functions that are understood")
        return FUNCTIONS[name](self._cells, given)


def _pieces(formula: str) -> Iterator[tuple[str, str]]:
    place = 0
    while place < len(formula):
        found = _TOKEN.match(formula, place)
        if found is None:
            raise ValueError(f"{formula[place:]!r} is not understood")
        place = found.end()
        yield str(found.lastgroup), found[0]


def _column(letters: str) -> Run:
    if letters == "@":
        return lambda own: own
    if letters == "~":
        return lambda own: own - 1
    number = int(column_index_from_string(letters))
    return lambda _own: number


def each(does: Callable[[Any, Any], Any], left: Part, right: Part) -> Part:
    """*does* on both; where one is a range, on each of its cells."""
    one, other = left.run, right.run
    if not left.many and not right.many:
        return Part(lambda own: does(one(own), other(own)))
    if left.many and right.many:
        return Part(lambda own: [does(a, b) for a, b in zip(one(own), other(own), strict=True)], many=True)
    if left.many:
        return Part(lambda own: [does(a, b) for b in (other(own),) for a in one(own)], many=True)
    return Part(lambda own: [does(a, b) for a in (one(own),) for b in other(own)], many=True)


def _numbers(cells: Cells, given: Sequence[Part]) -> Run:
    """All numbers in *given*; of ranges, what is no number is passed over."""

    def of(part: Part) -> Run:
        run, area = part.run, part.area
        if area is not None:
            return lambda own: [v for v in area.values(cells, own) if isinstance(v, float | int)]
        return run if part.many else lambda own: (run(own),)

    runs = [of(part) for part in given]
    return lambda own: list(chain.from_iterable(run(own) for run in runs))


def _over(does: Callable[[list[Any]], Any]) -> Callable[[Cells, list[Part]], Part]:
    def function(cells: Cells, given: list[Part]) -> Part:
        numbers = _numbers(cells, given)
        return Part(lambda own: does(numbers(own)))

    return function


def _if(_cells: Cells, given: list[Part]) -> Part:
    condition, then, other = (part.run for part in given)
    return Part(lambda own: then(own) if condition(own) else other(own))


def _if_error(_cells: Cells, given: list[Part]) -> Part:
    first, other = (part.run for part in given)

    def run(own: int) -> Value:
        try:
            return first(own)  # type: ignore[no-any-return]
        except (ArithmeticError, TypeError):
            return other(own)  # type: ignore[no-any-return]

    return Part(run)


def _truths(does: Callable[[Any], bool]) -> Callable[[Cells, list[Part]], Part]:
    def function(_cells: Cells, given: list[Part]) -> Part:
        runs = [part.run for part in given]
        return Part(lambda own: does(run(own) for run in runs))

    return function


def _whole(_cells: Cells, given: list[Part]) -> Part:
    run = given[0].run
    return Part(lambda own: float(run(own) // 1))


def _of_two(does: Callable[[Any, Any], Any]) -> Callable[[Cells, list[Part]], Part]:
    return lambda _cells, given: each(does, *given)


def _area(part: Part) -> Area:
    if part.area is None:
        raise ValueError("a range was expected")
    return part.area


def _index(cells: Cells, given: list[Part]) -> Part:
    area, place = _area(given[0]), given[1].run

    def column(own: int) -> int:
        first, number = area.first(own), int(place(own))
        if not 1 <= number <= area.last(own) - first + 1:
            raise NoValue(f"there is no cell {number}")
        return int(first + number - 1)

    def value(own: int) -> Value:
        held = cells.at(area.sheet, area.rows[0], column(own))
        return 0.0 if held is None else held

    return Part(value, area=Area(area.sheet, area.rows, column, column))


def _match(cells: Cells, given: list[Part]) -> Part:
    wanted, area = given[0].run, _area(given[1])

    def run(own: int) -> float:
        values, value = area.values(cells, own), wanted(own)
        if value not in values:
            raise NoValue(f"{value} is not there")
        return float(values.index(value) + 1)

    return Part(run)


def _is_number(cells: Cells, given: list[Part]) -> Part:
    area = _area(given[0])
    return Part(lambda own: isinstance(area.values(cells, own)[0], float | int))


def _columns(_cells: Cells, given: list[Part]) -> Part:
    area = _area(given[0])
    return Part(lambda own: float(area.last(own) - area.first(own) + 1))


_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(.*)")


def _fits(condition: str) -> Callable[[Any], bool]:
    found = _CONDITION.fullmatch(condition)
    if found is None:
        raise ValueError(f"{condition!r} is not a condition that is understood")
    does, limit = _DOES[found[1]], float(found[2])
    return lambda value: isinstance(value, float | int) and bool(does(value, limit))


def _count_if(cells: Cells, given: list[Part]) -> Part:
    area, condition = _area(given[0]), given[1].run
    return Part(lambda own: float(sum(map(_fits(condition(own)), area.values(cells, own)))))


def _sum_ifs(cells: Cells, given: list[Part]) -> Part:
    area, rules = _area(given[0]), [(_area(a), b.run) for a, b in zip(given[1::2], given[2::2], strict=True)]

    def run(own: int) -> float:
        kept = [True] * len(area.values(cells, own))
        for where, condition in rules:
            fits = _fits(condition(own))
            kept = [held and fits(value) for held, value in zip(kept, where.values(cells, own), strict=True)]
        values = zip(area.values(cells, own), kept, strict=True)
        return float(sum(value for value, held in values if held and isinstance(value, float | int)))

    return Part(run)


def _rate(cells: Cells, given: list[Part]) -> Part:
    flows, guess = _numbers(cells, given[:1]), given[1].run
    return Part(lambda own: internal_rate(flows(own), guess(own)))


FUNCTIONS: dict[str, Callable[[Cells, list[Part]], Part]] = {
    "IF": _if,
    "IFERROR": _if_error,
    "AND": _truths(all),
    "OR": _truths(any),
    "ROUND": _of_two(rounded),
    "MOD": _of_two(operator.mod),
    "INT": _whole,
    "SUM": _over(sum),
    "SUMPRODUCT": _over(sum),
    "MIN": _over(min),
    "MAX": _over(max),
    "INDEX": _index,
    "MATCH": _match,
    "ISNUMBER": _is_number,
    "COLUMNS": _columns,
    "COUNTIF": _count_if,
    "SUMIFS": _sum_ifs,
    "IRR": _rate,
}
