"""Changes to a project: every one atomic, held to the rules, written to the journal."""

from twiza.projects.commands.founders import (
    add_founder,
    agree,
    change_founder,
    join_founders,
    remove_founder,
    tell_apart,
)
from twiza.projects.commands.inviting import accept, invite, withdraw
from twiza.projects.commands.money import (
    add_contribution,
    change_contribution,
    remove_contribution,
    set_share_value,
)
from twiza.projects.commands.shared import Conflict, touch
from twiza.projects.commands.starting import claim, describe, give_up, rename, set_stage, start, take_up_again
from twiza.projects.commands.work import (
    add_note,
    add_task,
    attach,
    change_note,
    change_task,
    detach,
    finish_task,
    remove_note,
    remove_task,
)

__all__ = [
    "Conflict", "accept", "add_contribution", "add_founder", "add_note", "add_task", "agree", "attach",
    "change_contribution", "change_founder", "change_note", "change_task", "claim", "describe", "detach",
    "finish_task", "give_up", "invite", "join_founders", "remove_contribution", "remove_founder", "remove_note",
    "remove_task", "rename", "set_share_value", "set_stage", "start", "take_up_again", "tell_apart", "touch",
    "withdraw",
]  # fmt: skip
