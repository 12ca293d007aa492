"""Plans of projects in the invented country."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from tests.projects.factories import a_project
from twiza.accounts.commands import By
from twiza.packs.schema import ProjectModel
from twiza.packs.yamltext import read_yaml
from twiza.planner import commands
from twiza.planner.models import Plan
from twiza.planner.schema import PlanSchema
from twiza.projects.models import Project

PACKS = Path(__file__).resolve().parents[2] / "packs"
MODELS = sorted([*PACKS.glob("example/project_models/*.yaml"), *PACKS.glob("ma/project_models/*.yaml")])
START = datetime.date(2027, 3, 1)


def definition(path: Path) -> ProjectModel:
    """The project model in a file of a pack."""
    return ProjectModel.model_validate(read_yaml(path.read_text("utf-8"))[0])


def a_plan(project: Project | None = None, *, by: By = "command-line", **of_project: Any) -> Plan:
    """The main plan of a project, as begun."""
    return commands.begin(project=project or a_project(by=by, **of_project), by=by)


def inputs_of(plan: Plan) -> PlanSchema:
    """What is stored, parsed."""
    return PlanSchema.model_validate(Plan.objects.get(pk=plan.pk).inputs)


SMALL: dict[str, Any] = {
    "members": 2,
    "products": [{"key": "bread", "name": "Bread", "unit": "loaf", "price": {"value": 2}, "volume": {"value": 12000}}],
    "inputs": [{"key": "flour", "unit": "kg", "price": {"value": 4}, "quantity": {"value": "0.25"}}],
    "work": [{"key": "w", "name": "Baking", "who": "members", "people": {"value": 2}, "pay": {"value": 400}}],
    "investments": [{"key": "oven", "name": "Oven", "cost": {"value": 6000}, "life_months": 60}],
    "shares": [{"key": "s", "month": 1, "amount": 8000}],
}
"""A bakery of two that lives: 24 000 of sales, 12 000 of flour, 9 600 of pay, 1 200 of wear a year."""
