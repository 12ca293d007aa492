"""All inputs as dense tables: every field of every row, typed as text, read back as changes."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext as _

from twiza.planner import naming, numbers, paths, submitting
from twiza.planner.schema import LISTS, PlanSchema, Row, Spread

SCALARS = (
    "members", "first_calendar_month", "first_year", "discount_rate",
    "taxes.turnover_percent", "taxes.exempt_below_turnover", "taxes.months_after_year", "taxes.known",
    "charges.employer", "charges.members", "charges.known",
    "surplus.legal_reserve", "surplus.reserve_ceiling", "surplus.training_reserve", "surplus.patronage",
    "surplus.paid_month",
)  # fmt: skip
_NEW: dict[str, dict[str, Any]] = {
    "products": {"unit": "", "price": {"value": "0"}, "volume": {"value": "0"}},
    "inputs": {"unit": "", "price": {"value": "0"}, "quantity": {"value": "1"}},
    "variable_costs": {"percent": {"value": "0"}},
    "fixed_costs": {"yearly": {"value": "0"}},
    "work": {"who": "members", "people": {"value": "1"}, "pay": {"value": "0"}},
    "investments": {"cost": {"value": "0"}},
    "shares": {"month": 1, "amount": "0"},
    "grants": {"amount": {"value": "0"}, "month": 1},
    "loans": {"amount": "0", "month": 1, "term": 60},
    "minimum_wages": {"amount": None},
}
"""What a new row holds until somebody fills it in."""

CellKind = Literal["number", "text", "spread", "list", "yes_no", "choice"]


@dataclass(frozen=True)
class Cell:
    """One field of one row. A spread has three texts: low, value, high."""

    path: str
    label: str
    kind: CellKind
    texts: Sequence[str]
    choices: Sequence[tuple[str, str]] = ()
    given: bool = False
    error: str = ""
    assumed: bool = False

    @property
    def names(self) -> Sequence[str]:
        """The names of the inputs, beside ``texts``."""
        if self.kind == "spread":
            return [f"{self.path}.low", self.path, f"{self.path}.high"]
        return [self.path]

    @property
    def parts(self) -> list[tuple[str, str, str]]:
        """Name, text and label of each input."""
        ends = [_("lowest"), "", _("highest")] if self.kind == "spread" else [""]
        return [
            (name, text, f"{self.label} {end}".strip())
            for name, text, end in zip(self.names, self.texts, ends, strict=True)
        ]


@dataclass(frozen=True)
class Line:
    """One row of a table."""

    path: str
    name: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """One list of the plan."""

    key: str
    title: str
    columns: Sequence[str]
    lines: Sequence[Line]


def tables(
    inputs: PlanSchema, language: str, given: Sequence[str], typed: Mapping[str, str], errors: Mapping[str, str]
) -> list[Table]:
    """Every list of *inputs*; *typed* stands in place of what is stored."""
    held, names = _Held(inputs, inputs.stored(), given), naming.fields()
    made = []
    for rows in LISTS:
        kind = row_kind(rows)
        columns = [name for name in kind.model_fields if name not in {"key", "names"}]
        lines = []
        for row in getattr(inputs, rows):
            path = f"{rows}.{row.key}"
            cells = [_cell(f"{path}.{name}", names[name], kind.model_fields[name].annotation, held) for name in columns]
            cells = [_filled(cell, typed, errors) for cell in cells]
            lines.append(Line(path, row.called(language), cells))
        made.append(Table(rows, naming.lists()[rows], [names[name] for name in columns], lines))
    return made


def scalars(
    inputs: PlanSchema, given: Sequence[str], typed: Mapping[str, str], errors: Mapping[str, str]
) -> list[Cell]:
    """The plan's own fields, tax, charges and surplus."""
    data, names = inputs.stored(), {**naming.fields(), **_scalar_names()}
    made = []
    for path in SCALARS:
        kind: CellKind = "yes_no" if path.endswith(".known") else "number"
        cell = Cell(path, names[path], kind, [_text(_at(data, path))], _yes_no() if kind == "yes_no" else ())
        made.append(_filled(_marked(cell, given, inputs), typed, errors))
    return made


def _scalar_names() -> dict[str, str]:
    return {
        "taxes.turnover_percent": _("Tax on sales, %"),
        "taxes.exempt_below_turnover": _("No tax on the result below sales of"),
        "taxes.months_after_year": _("Tax is paid so many months after the year"),
        "taxes.known": _("Is the tax known?"),
        "charges.employer": _("Social charges of employees, % of pay"),
        "charges.members": _("Social charges of members, % of pay"),
        "charges.known": _("Are the social charges known?"),
        "surplus.legal_reserve": _("Legal reserve, % of the surplus"),
        "surplus.reserve_ceiling": _("Ceiling of the legal reserve, % of capital"),
        "surplus.training_reserve": _("Reserve for training, % of the surplus"),
        "surplus.patronage": _("Refund to members, % of the rest"),
        "surplus.paid_month": _("Month in which the refund is paid (1 to 12)"),
    }


def row_kind(rows: str) -> type[Row]:
    """The class of the rows of a list."""
    annotation = PlanSchema.model_fields[rows].annotation
    return typing.cast("type[Row]", typing.get_args(annotation)[0])


def changes_of(inputs: PlanSchema, typed: Mapping[str, str], language: str) -> dict[str, Any]:
    """What *typed* differs from what the page showed; rows that are taken away; an added row."""
    data = inputs.stored()
    found: dict[str, Any] = {}
    for cell in scalars(inputs, (), {}, {}):
        found |= _change(cell, typed)
    for table in tables(inputs, language, (), {}, {}):
        for line in table.lines:
            if typed.get(f"drop.{line.path}"):
                found[line.path] = None
                continue
            for cell in line.cells:
                found |= _change(cell, typed)
    added = typed.get("add", "")
    if added in _NEW:
        key = submitting.new_key(data, added)
        found[f"{added}.{key}"] = (
            {**_NEW[added], "name": _("New")} if "name" in row_kind(added).model_fields else _NEW[added]
        )
    return found


def _change(cell: Cell, typed: Mapping[str, str]) -> dict[str, Any]:
    told = [typed.get(name, text).strip()[:400] for name, text in zip(cell.names, cell.texts, strict=True)]
    if told == list(cell.texts):
        return {}
    if cell.kind == "spread":
        low, value, high = (_number(text) for text in told)
        whole = {"value": value}
        return {cell.path: whole | ({"low": low, "high": high} if low or high else {})}
    return {cell.path: _value(cell, told[0])}


def _value(cell: Cell, text: str) -> Any:
    if cell.kind == "list":
        return [_number(one) for one in re.split(r"[\s;،]+", text) if one]
    if cell.kind == "yes_no":
        return text == "true"
    if cell.kind == "number":
        return _number(text) or None
    return text


def _number(text: str) -> str:
    exact = numbers.read(text)
    return text if exact is None else f"{exact:f}"


@dataclass(frozen=True)
class _Held:
    """The plan whose cells are made: parsed, as stored, and what people changed."""

    inputs: PlanSchema
    data: Mapping[str, Any]
    given: Sequence[str]


def _cell(path: str, label: str, annotation: Any, held: _Held) -> Cell:
    value, bare = _at(held.data, path), _bare(annotation)
    choices: Sequence[tuple[str, str]] = ()
    if isinstance(bare, type) and issubclass(bare, Spread):
        ends = [_text((value or {}).get(end)) for end in ("low", "value", "high")]
        return _marked(Cell(path, label, "spread", ends), held.given, held.inputs)
    kind: CellKind = "text"
    if typing.get_origin(bare) is tuple:
        kind, text = "list", " ".join(_text(one) for one in value or ())
    elif bare is bool:
        kind, choices, text = "yes_no", _yes_no(), "true" if value else "false"
    elif typing.get_origin(bare) is Literal:
        options = typing.get_args(bare)
        kind, text = "choice", _text(value)
        choices = [(str(one), _option(one)) for one in options]
    elif path.endswith(".product"):
        kind, text = "choice", str(value or "")
        choices = [("", _("all")), *((row.key, row.called("ar") or row.key) for row in held.inputs.products)]
    elif bare in {Decimal, int}:
        kind, text = "number", _text(value)
    else:
        text = str(value or "")
    return _marked(Cell(path, label, kind, [text], choices), held.given, held.inputs)


def _bare(annotation: Any) -> Any:
    """An annotation without limits, and without the option of being absent."""
    while typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    if typing.get_origin(annotation) in {typing.Union, types.UnionType}:
        return _bare(next(one for one in typing.get_args(annotation) if one is not type(None)))
    return annotation


def _marked(cell: Cell, given: Sequence[str], inputs: PlanSchema) -> Cell:
    origin = inputs.origins.get(cell.path)
    assumed = origin is not None and origin.kind in {"assumption", "ours"}
    return Cell(cell.path, cell.label, cell.kind, cell.texts, cell.choices, cell.path in given, "", assumed)


def _filled(cell: Cell, typed: Mapping[str, str], errors: Mapping[str, str]) -> Cell:
    texts = [typed.get(name, text) for name, text in zip(cell.names, cell.texts, strict=True)]
    error = next((told for path, told in errors.items() if path == cell.path or path.startswith(f"{cell.path}.")), "")
    return Cell(cell.path, cell.label, cell.kind, texts, cell.choices, cell.given, error, cell.assumed)


def _at(data: Mapping[str, Any], path: str) -> Any:
    try:
        return paths.value_at(data, path)
    except KeyError:
        return None


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return numbers.show(value) or ("" if value is None else str(value))


def _yes_no() -> list[tuple[str, str]]:
    return [("true", _("yes")), ("false", _("no"))]


def _option(value: Any) -> str:
    return {
        "members": _("members"),
        "employees": _("employees"),
        "interest": _("with interest"),
        "free": _("without interest"),
        "murabaha": _("murabaha"),
        "equal_capital": _("equal capital"),
        "equal_instalments": _("equal instalments"),
    }.get(str(value), str(value))
