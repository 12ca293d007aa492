"""The dataset of a dossier: everything its papers, its pages and the API say, gathered once, changed nowhere else.

A thing that two papers repeat is the same here: name, founders, shares and capital cannot differ between them.
:func:`dataset` gathers it; :data:`FIELDS` are the names that the sentences of a pack may use, :data:`CONDITIONS`
those that say whether a clause stands; :func:`missing` says what a paper still waits for.
"""

from twiza.dossier.dataset.fields import CONDITIONS, FIELDS, FIELDS_OF_FOUNDER, Field, holds, missing, used
from twiza.dossier.dataset.gathering import dataset
from twiza.dossier.dataset.shape import SEALED, Dataset, Decision, Meeting, Member, Place, Thing, plain

__all__ = [
    "CONDITIONS",
    "FIELDS",
    "FIELDS_OF_FOUNDER",
    "SEALED",
    "Dataset",
    "Decision",
    "Field",
    "Meeting",
    "Member",
    "Place",
    "Thing",
    "dataset",
    "holds",
    "missing",
    "plain",
    "used",
]
