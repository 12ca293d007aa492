"""Project models whose parts contradict one another."""

from __future__ import annotations

from collections import Counter
from typing import cast

from twiza.packs.content import CheckedItem, Pack
from twiza.packs.problems import Report
from twiza.packs.reader import RawPack
from twiza.packs.schema import Figure, ProjectModel


def check(_raw: RawPack, pack: Pack, report: Report) -> None:
    """Products named by inputs, keys given twice, investments that do not add up."""
    for item in pack.of("project_models").values():
        model = cast(ProjectModel, item.model)
        _check_products(item, model, report)
        _check_investment(item, model, report)
        _check_losses(item, model, report)


def bounds(figure: Figure) -> tuple[float, float]:
    """The lowest and highest value that a figure allows."""
    low = figure.low if figure.low is not None else figure.typical
    high = figure.high if figure.high is not None else figure.typical
    return cast(float, low), cast(float, high)


def _check_products(item: CheckedItem, model: ProjectModel, report: Report) -> None:
    products = {product.key for product in model.products}
    for place, wanted in enumerate(model.inputs):
        if wanted.product is not None and wanted.product not in products:
            line = item.raw.line_of(("inputs", place, "product"))
            problem = f"input {place + 1} is for the product '{wanted.product}', which the model does not sell"
            report.error(item.raw.file, line, item.key, problem, f"Products are {', '.join(sorted(products))}.")
    for name, elements in (("products", model.products), ("conditions", model.conditions)):
        counted = Counter(element.key for element in elements)
        for key, count in counted.items():
            if count > 1:
                line = item.raw.line_of((name,))
                report.error(item.raw.file, line, item.key, f"the key '{key}' stands twice in {name}", "Rename one.")


def _check_losses(item: CheckedItem, model: ProjectModel, report: Report) -> None:
    """Nobody loses more than everything. (Other percentages may pass 100: a yield, a growth.)"""
    for place, product in enumerate(model.products):
        if product.losses is not None and product.losses.unit == "percent" and bounds(product.losses)[1] > 100:
            problem = f"'products › {place + 1} › losses' is {bounds(product.losses)[1]:g} %, an absurd value"
            line = item.raw.line_of(("products", place, "losses"))
            report.error(item.raw.file, line, item.key, problem, "Give between 0 and 100.")


def _check_investment(item: CheckedItem, model: ProjectModel, report: Report) -> None:
    if any(part.unit_cost.unit != model.investment.unit for part in model.investments):
        return
    low = sum(part.quantity * bounds(part.unit_cost)[0] for part in model.investments)
    high = sum(part.quantity * bounds(part.unit_cost)[1] for part in model.investments)
    least, most = bounds(model.investment)
    if high < least or low > most:
        problem = f"its investments add up to {low:,.0f}-{high:,.0f} but the total is {least:,.0f}-{most:,.0f}"
        remedy = "Correct the total or the items; working capital is not part of it."
        report.warning(item.raw.file, item.raw.line_of(("investment",)), item.key, problem, remedy)
