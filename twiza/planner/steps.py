"""The founder's questions: few, short pages, mostly answered by the model already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.packs import queries as packs
from twiza.planner import wording
from twiza.planner.schema import Investment, PlanSchema
from twiza.ui import formats

Kind = Literal["money", "number", "whole", "percent", "text", "choice"]
TWELVE = Decimal(12)
ONE = Decimal(1)


@dataclass(frozen=True)
class Ask:
    """One field. ``path`` is where its answer goes; what is shown is the stored value divided by ``factor``."""

    path: str
    label: str
    kind: Kind = "money"
    help: str = ""
    factor: Decimal = ONE
    unit: str = ""
    choices: Sequence[tuple[str, str]] = ()
    optional: bool = False
    start: str = ""
    """What a new row's field holds before anybody typed."""


@dataclass(frozen=True)
class Block:
    """Fields that belong together: of one row (``drop`` is its path, where it may be left out), or of a new one."""

    title: str
    asks: Sequence[Ask]
    drop: str = ""
    new: str = ""
    """The list that a filled-in new row is added to."""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    drop_label: str = ""


@dataclass(frozen=True)
class Step:
    """One page of questions."""

    slug: str
    title: str
    lead: str
    blocks: Sequence[Block]

    @property
    def asks(self) -> list[Ask]:
        """All fields, those of new rows too."""
        return [ask for block in self.blocks for ask in block.asks]


def step(slug: str, inputs: PlanSchema, language: str) -> Step:
    """The questions of one page for this plan. KeyError for a page that does not exist."""
    return _STEPS[slug](inputs, language)


def unit_words(unit: str, language: str) -> str:
    """The short form of a unit of the pack, or the words that the group gave."""
    known = packs.units().get(unit)
    return formats.isolated(known.symbol.get(language) if known else unit)


def _currency() -> str:
    return formats.locale().currency


def _products(inputs: PlanSchema, language: str) -> Step:
    blocks = [
        Block(
            row.called(language),
            [
                Ask(
                    f"products.{row.key}.price",
                    _("Price of one %(unit)s, in %(currency)s")
                    % {"unit": unit_words(row.unit, language), "currency": _currency()},
                    unit=_currency(),
                )
            ],
            drop=f"products.{row.key}",
        )
        for row in inputs.products
    ]
    new = [
        Ask("new.products.name", _("What is it?"), "text", help=_("For example: honey in jars")),
        Ask("new.products.unit", _("Counted in"), "text", help=_("For example: kg, piece, day")),
        Ask("new.products.price", _("Price of one, in %(currency)s") % {"currency": _currency()}),
        Ask("new.products.volume", _("How many a month, once everything runs well"), "number", factor=TWELVE),
    ]
    return Step(
        "products",
        _("What do you sell, and for how much?"),
        _("The price that reaches the cooperative, without taxes."),
        [*blocks, Block(_("Something else that you sell"), new, new="products")],
    )


def _amounts(inputs: PlanSchema, language: str) -> Step:
    blocks = []
    for row in inputs.products:
        unit = unit_words(row.unit, language)
        asks = [
            Ask(
                f"products.{row.key}.volume",
                _("How many %(unit)s a month, once everything runs well?") % {"unit": unit},
                "number",
                factor=TWELVE,
                unit=unit,
                help=_("An average month: a whole year divided by twelve."),
            ),
            Ask(
                f"products.{row.key}.first_month",
                _("In which month of the plan do sales begin?"),
                "whole",
                help=_("1 is the first month."),
            ),
        ]
        blocks.append(Block(row.called(language), asks))
    lead = _("The first years bring less: the plan takes the model's pace for them.")
    return Step("amounts", _("How much do you make in a month?"), lead, blocks)


def _people(inputs: PlanSchema, language: str) -> Step:
    blocks = [Block(_("Your group"), [Ask("members", _("How many members are you?"), "whole")])]
    for row in inputs.work:
        who = _("members") if row.who == "members" else _("employees")
        name = row.called(language)
        months = ngettext("%(number)s month a year", "%(number)s months a year", len(row.months))
        months %= {"number": wording.count(len(row.months))}
        asks = [
            Ask(f"work.{row.key}.people", _("How many people?"), "number"),
            Ask(
                f"work.{row.key}.pay",
                _("Pay of one person for a month of work, in %(currency)s") % {"currency": _currency()},
                unit=_currency(),
                help=months,
            ),
        ]
        title = _("%(name)s (%(who)s)") % {"name": formats.isolated(name), "who": who} if name else who
        blocks.append(Block(title, asks, drop=f"work.{row.key}"))
    new = [
        Ask("new.work.name", _("What work is it?"), "text", help=_("For example: selling at the market")),
        Ask(
            "new.work.who",
            _("Who does it?"),
            "choice",
            choices=[("members", _("Members")), ("employees", _("Employees"))],
        ),
        Ask("new.work.people", _("How many people?"), "number"),
        Ask("new.work.pay", _("Pay of one person for a month, in %(currency)s") % {"currency": _currency()}),
    ]
    return Step(
        "people",
        _("How many of you work, and what do you want to be paid?"),
        _("Members' work is paid like any other. Say what you would need to live on it."),
        [*blocks, Block(_("Other work"), new, new="work")],
    )


def _purchases(inputs: PlanSchema, language: str) -> Step:
    blocks = [_purchase(row, language) for row in inputs.investments]
    new = [
        Ask("new.investments.name", _("What is it?"), "text", help=_("For example: an oven")),
        Ask("new.investments.cost", _("What does it cost, in %(currency)s") % {"currency": _currency()}),
        Ask(
            "new.investments.life_months",
            _("How many years does it last?"),
            "whole",
            factor=TWELVE,
            optional=True,
            help=_("Empty: it lasts for good, as land does."),
        ),
        Ask("new.investments.in_kind", _("Who brings it?"), "choice", choices=_brought()),
    ]
    defaults = {"month": 1, "life_months": 0}
    return Step(
        "purchases",
        _("What must you buy to begin?"),
        _("Land, buildings, machines, animals. What a member brings counts as her shares, and no money leaves."),
        [*blocks, Block(_("Something else to buy"), new, new="investments", defaults=defaults)],
    )


def _brought() -> list[tuple[str, str]]:
    return [("false", _("We buy it")), ("true", _("A member brings it"))]


def _purchase(row: Investment, language: str) -> Block:
    asks = [
        Ask(
            f"investments.{row.key}.cost",
            _("What does it cost in all, in %(currency)s") % {"currency": _currency()},
            unit=_currency(),
        ),
        Ask(f"investments.{row.key}.in_kind", _("Who brings it?"), "choice", choices=_brought()),
    ]
    return Block(row.called(language), asks, drop=f"investments.{row.key}")


def _costs(inputs: PlanSchema, language: str) -> Step:
    names = {row.key: row.called(language) for row in inputs.products}
    blocks = []
    for row in inputs.inputs:
        unit = unit_words(row.unit, language)
        label = _("Price of one %(unit)s, in %(currency)s") % {"unit": unit, "currency": _currency()}
        about = _("Needed: %(quantity)s %(unit)s for each unit of “%(product)s”") % {
            "quantity": wording.count(row.quantity.value),
            "unit": unit,
            "product": formats.isolated(names.get(row.product) or _("all products")),
        }
        ask = Ask(f"inputs.{row.key}.price", label, unit=_currency(), help=about)
        blocks.append(Block(row.called(language), [ask], drop=f"inputs.{row.key}"))
    for cost in inputs.fixed_costs:
        label = _("For one month, in %(currency)s") % {"currency": _currency()}
        ask = Ask(f"fixed_costs.{cost.key}.yearly", label, factor=TWELVE, unit=_currency())
        blocks.append(Block(cost.called(language), [ask], drop=f"fixed_costs.{cost.key}"))
    new = [
        Ask("new.fixed_costs.name", _("What do you pay for?"), "text", help=_("For example: rent")),
        Ask(
            "new.fixed_costs.yearly",
            _("For one month, in %(currency)s") % {"currency": _currency()},
            factor=TWELVE,
        ),
    ]
    return Step(
        "costs",
        _("What does it cost to work?"),
        _("What goes into what you make, and what is paid every month."),
        [*blocks, Block(_("Another cost of every month"), new, new="fixed_costs")],
    )


def _own_money(inputs: PlanSchema, language: str) -> Step:
    blocks = [
        Block(
            _("Shares paid in %(month)s") % {"month": wording.month_words(row.month, inputs)},
            [
                Ask(
                    f"shares.{row.key}.amount",
                    _("All members together, in %(currency)s") % {"currency": _currency()},
                    unit=_currency(),
                )
            ],
            drop=f"shares.{row.key}",
            drop_label=_("Nothing is paid then"),
        )
        for row in inputs.shares
    ]
    new = [
        Ask("new.shares.amount", _("All members together, in %(currency)s") % {"currency": _currency()}),
        Ask("new.shares.month", _("In which month of the plan?"), "whole", start="1"),
    ]
    return Step(
        "own-money",
        _("How much money do you put in yourselves?"),
        _("Members' shares. What is paid later may come later in the plan too."),
        [*blocks, Block(_("Another payment for shares"), new, new="shares")],
    )


def _finance(inputs: PlanSchema, language: str) -> Step:
    blocks = []
    for loan in inputs.loans:
        path = f"loans.{loan.key}"
        asks = _loan_asks(path)
        blocks.append(Block(loan.called(language) or _("A loan"), asks, drop=path, drop_label=_("No such loan")))
    for grant in inputs.grants:
        path = f"grants.{grant.key}"
        asks = _grant_asks(path)
        blocks.append(Block(grant.called(language) or _("A grant"), asks, drop=path, drop_label=_("No such grant")))
    loan_name = Ask("new.loans.name", _("Who lends?"), "text", optional=True)
    grant_name = Ask("new.grants.name", _("Who gives?"), "text", optional=True)
    return Step(
        "finance",
        _("Does a loan or a grant come?"),
        _("Leave this empty if you do not know. The plan tells how much money is still to be found."),
        [
            *blocks,
            Block(_("A loan"), [loan_name, *_loan_asks("new.loans")], new="loans"),
            Block(_("A grant"), [grant_name, *_grant_asks("new.grants")], new="grants"),
        ],
    )


def _loan_asks(path: str) -> list[Ask]:
    kinds = [("interest", _("With interest")), ("free", _("Without interest")), ("murabaha", _("Murabaha"))]
    return [
        Ask(f"{path}.amount", _("How much, in %(currency)s") % {"currency": _currency()}),
        Ask(f"{path}.kind", _("What kind of loan?"), "choice", choices=kinds),
        Ask(
            f"{path}.rate",
            _("Interest or mark-up, % a year"),
            "percent",
            optional=True,
            start="0",
            help=_("0 where there is none."),
        ),
        Ask(f"{path}.month", _("In which month of the plan does it come?"), "whole", start="1"),
        Ask(f"{path}.term", _("Over how many months is it paid back?"), "whole", start="60"),
        Ask(f"{path}.grace", _("Months at first without repayment"), "whole", start="0"),
    ]


def _grant_asks(path: str) -> list[Ask]:
    return [
        Ask(f"{path}.amount", _("How much, in %(currency)s") % {"currency": _currency()}),
        Ask(f"{path}.month", _("In which month of the plan does it come?"), "whole", start="1"),
        Ask(
            f"{path}.condition",
            _("What must be fulfilled for it?"),
            "text",
            optional=True,
            help=_("Empty: it is promised for sure."),
        ),
    ]


def _start(inputs: PlanSchema, language: str) -> Step:
    months = [(str(place), name) for place, name in enumerate(formats.locale().months, 1)]
    asks = [
        Ask("first_calendar_month", _("Month"), "choice", choices=months),
        Ask("first_year", _("Year"), "whole"),
    ]
    lead = _("The first month of the plan: when the first money is spent.")
    return Step("start", _("When do you start?"), lead, [Block("", asks)])


_STEPS: dict[str, Callable[[PlanSchema, str], Step]] = {
    "products": _products,
    "amounts": _amounts,
    "people": _people,
    "purchases": _purchases,
    "costs": _costs,
    "own-money": _own_money,
    "finance": _finance,
    "start": _start,
}
SLUGS = tuple(_STEPS)
"""The pages in order."""


def after(slug: str) -> str:
    """The page that follows, or nothing after the last."""
    place = SLUGS.index(slug) + 1
    return SLUGS[place] if place < len(SLUGS) else ""


def before(slug: str) -> str:
    """The page before, or nothing before the first."""
    place = SLUGS.index(slug)
    return SLUGS[place - 1] if place else ""
