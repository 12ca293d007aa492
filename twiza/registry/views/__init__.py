"""The pages of the register, one module for each of those who open them."""

from twiza.registry.views.charge import correct, members, members_table, publish
from twiza.registry.views.confirming import confirm
from twiza.registry.views.loads import (
    load,
    load_all,
    load_columns,
    load_decide,
    load_new,
    load_places,
    load_report,
    load_stop,
    load_undo,
    loads,
)
from twiza.registry.views.public import cooperative, cooperatives, extract, on_map, table

__all__ = [
    "confirm",
    "cooperative",
    "cooperatives",
    "correct",
    "extract",
    "load",
    "load_all",
    "load_columns",
    "load_decide",
    "load_new",
    "load_places",
    "load_report",
    "load_stop",
    "load_undo",
    "loads",
    "members",
    "members_table",
    "on_map",
    "publish",
    "table",
]
