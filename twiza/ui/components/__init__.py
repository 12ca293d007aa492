"""The components: one dataclass and one template each. ``/ui/`` shows them all."""

from twiza.ui.components.base import Component, ComponentError, find, registry
from twiza.ui.components.charts import (
    Bar,
    BarChart,
    Bars,
    Bin,
    Histogram,
    Strip,
    StripMark,
    Trend,
    TrendLine,
)
from twiza.ui.components.data import (
    Assumption,
    Column,
    ConfidenceMark,
    Download,
    Downloads,
    Fact,
    Facts,
    Figure,
    SourceLine,
    Table,
    UnknownMark,
)
from twiza.ui.components.forms import Button, Choice, Field, FilterPanel, FormField, SearchBox
from twiza.ui.components.maps import Area, Legend, Map, MapLabel
from twiza.ui.components.marks import Star, StarProgress
from twiza.ui.components.navigation import Breadcrumb, Link, Pagination, Step, Steps, Tabs
from twiza.ui.components.text import (
    Definition,
    Disclosure,
    Empty,
    Messages,
    Notice,
    Ranked,
    Reason,
    Reasons,
    UserText,
)

__all__ = [
    "Area", "Assumption", "Bar", "BarChart", "Bars", "Bin", "Breadcrumb", "Button", "Choice", "Column",
    "Component", "ComponentError", "ConfidenceMark", "Definition", "Disclosure", "Download", "Downloads",
    "Empty", "Fact", "Facts", "Field", "Figure", "FilterPanel", "FormField", "Histogram", "Legend", "Link",
    "Map", "MapLabel", "Messages", "Notice", "Pagination", "Ranked", "Reason", "Reasons", "SearchBox",
    "SourceLine", "Star", "StarProgress", "Step", "Steps", "Strip", "StripMark", "Table", "Tabs", "Trend",
    "TrendLine", "UnknownMark", "UserText", "find", "registry",
]  # fmt: skip
