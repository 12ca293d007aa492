"""The schema of a country pack: what each file may hold, item by item.

A pack is a folder of YAML and CSV. Each collection (``facts``, ``project_models`` …)
is one file ``NAME.yaml`` or a folder ``NAME/`` of YAML files; the two are read alike.
These classes are the only description: the checker validates with them, and the JSON
Schemas published for editors are made from them.
"""

from twiza.packs.schema.bank import (
    Condition,
    ConditionTest,
    Figure,
    FounderQuestion,
    InputItem,
    InvestmentItem,
    LabourItem,
    Permit,
    Product,
    ProjectModel,
    Risk,
    Sector,
    Use,
)
from twiza.packs.schema.facts import Fact
from twiza.packs.schema.identity import Identity, Level, Locale, Source, Unit
from twiza.packs.schema.law import (
    Authority,
    Clause,
    Example,
    LegalText,
    PaperTemplate,
    Question,
    Rate,
    Rule,
    Step,
    Term,
)
from twiza.packs.schema.territories import Indicator, Potential, Reading, TerritoryRow
from twiza.packs.schema.text import Item, Key, LocalText

__all__ = [
    "Authority",
    "Clause",
    "Condition",
    "ConditionTest",
    "Example",
    "Fact",
    "Figure",
    "FounderQuestion",
    "Identity",
    "Indicator",
    "InputItem",
    "InvestmentItem",
    "Item",
    "Key",
    "LabourItem",
    "LegalText",
    "Level",
    "LocalText",
    "Locale",
    "PaperTemplate",
    "Permit",
    "Potential",
    "Product",
    "ProjectModel",
    "Question",
    "Rate",
    "Reading",
    "Risk",
    "Rule",
    "Sector",
    "Source",
    "Step",
    "Term",
    "TerritoryRow",
    "Unit",
    "Use",
]
