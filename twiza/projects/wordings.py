"""How the entries of this area read in the timeline."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from twiza.projects.timeline import register_wording

WORDINGS = {
    "project.started": _("%(who)s began the project."),
    "project.claimed": _("%(who)s signed in: the project is hers now."),
    "project.renamed": _("%(who)s gave the project another name: “%(after)s” instead of “%(before)s”."),
    "project.described": _("%(who)s wrote down what the project is about."),
    "project.stage_set": _("The project went a step further."),
    "project.share_value_set": _("%(who)s set the value of a share: %(after)s (before: %(before)s)."),
    "founder.added": _("%(who)s wrote %(founder)s down as a founder."),
    "founder.changed": _("%(who)s changed what is written of %(founder)s."),
    "founder.agreed": _("The consent of %(founder)s was recorded by %(who)s."),
    "founder.invited": _("%(who)s made an invitation."),
    "founder.invitation_sent": _("%(who)s sent an invitation."),
    "founder.invitation_withdrawn": _("%(who)s withdrew an invitation."),
    "founder.came": _("%(founder)s accepted an invitation and joined the group."),
    "founder.left": _("%(founder)s left the group."),
    "founder.forgotten": _("A founder left, and what was kept of her was removed."),
    "founder.removed": _("%(who)s took %(founder)s off the list."),
    "founder.joined": _("%(who)s said that two entries are one person: %(founder)s."),
    "founder.told_apart": _("%(who)s said that %(founder)s and %(other)s are two people."),
    "contribution.added": _("%(who)s wrote down what %(founder)s brings: %(value)s."),
    "contribution.changed": _("%(who)s changed what %(founder)s brings."),
    "contribution.removed": _("%(who)s removed something that %(founder)s was to bring: %(value)s."),
    "task.added": _("%(who)s added a task: “%(text)s”."),
    "task.changed": _("%(who)s changed a task: “%(text)s”."),
    "task.done": _("%(who)s ticked a task off: “%(text)s”."),
    "task.opened_again": _("%(who)s opened a task again: “%(text)s”."),
    "task.removed": _("%(who)s removed a task: “%(text)s”."),
    "note.added": _("%(who)s wrote a note."),
    "note.changed": _("%(who)s changed a note."),
    "note.removed": _("%(who)s removed a note."),
    "file.added": _("%(who)s added a file."),
    "file.removed": _("%(who)s removed a file."),
}


def register_wordings() -> None:
    """Called once when the application starts."""
    for action, template in WORDINGS.items():
        register_wording(action, template)
