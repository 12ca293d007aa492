"""Pages of the plan: the founder's questions, everything for advisors, results, scenarios, files."""

from twiza.planner.views.everything import inputs
from twiza.planner.views.files import download
from twiza.planner.views.questions import begin, overview, plan, preview, question, reset
from twiza.planner.views.results import certainty, results, statement
from twiza.planner.views.scaling import scale
from twiza.planner.views.scenarios import add, change, copy, scenarios

__all__ = [
    "add",
    "begin",
    "certainty",
    "change",
    "copy",
    "download",
    "inputs",
    "overview",
    "plan",
    "preview",
    "question",
    "reset",
    "results",
    "scale",
    "scenarios",
    "statement",
]
