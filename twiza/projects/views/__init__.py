"""Requests to the pages of projects."""

from twiza.projects.views.advisors import overview, overview_table
from twiza.projects.views.beginning import mine, new, start
from twiza.projects.views.home import describe, give_up, origin, project, timeline
from twiza.projects.views.inviting import invitation, invite, join, withdraw
from twiza.projects.views.money import add_contribution, contribution, money, share_value
from twiza.projects.views.people import add_founder, consent, founder, founder_section, founders, remove_founder
from twiza.projects.views.people import twins_page as twins
from twiza.projects.views.work import file, files, note, notes, remove_file, task, task_done, tasks

__all__ = [
    "add_contribution", "add_founder", "consent", "contribution", "describe", "file", "files", "founder",
    "founder_section", "founders", "give_up", "invitation", "invite", "join", "mine", "money", "new", "note",
    "notes", "origin", "overview", "overview_table", "project", "remove_file", "remove_founder", "share_value",
    "start", "task", "task_done", "tasks", "timeline", "twins", "withdraw",
]  # fmt: skip
