"""Everything that can be done to a dossier; each verb stands in the module of its capability."""

from twiza.dossier.commands.answering import answer
from twiza.dossier.commands.beginning import adopt_law, begin, begin_again
from twiza.dossier.commands.deciding import Fault, accept, refuse, return_with_defects
from twiza.dossier.commands.filing import file, mend, refile
from twiza.dossier.commands.meeting import (
    close_assembly,
    convoke,
    mark_presence,
    open_assembly,
    reopen_assembly,
    strike_vote,
    vote,
)
from twiza.dossier.commands.signing import Witness, ask_code, sign_by_thumbprint, sign_drawn, sign_on_paper
from twiza.dossier.commands.steps import make_papers, mark_step, unmark_step
from twiza.dossier.commands.telling import tell_accepted, tell_refused, tell_returned
from twiza.dossier.commands.withdrawing import withdraw

__all__ = [
    "Fault",
    "Witness",
    "accept",
    "adopt_law",
    "answer",
    "ask_code",
    "begin",
    "begin_again",
    "close_assembly",
    "convoke",
    "file",
    "make_papers",
    "mark_presence",
    "mark_step",
    "mend",
    "open_assembly",
    "refile",
    "refuse",
    "reopen_assembly",
    "return_with_defects",
    "sign_by_thumbprint",
    "sign_drawn",
    "sign_on_paper",
    "strike_vote",
    "tell_accepted",
    "tell_refused",
    "tell_returned",
    "unmark_step",
    "vote",
    "withdraw",
]
