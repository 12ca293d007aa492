"""What happened to the plan, in the words of the project's story."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from twiza.projects.timeline import register_wording

WORDINGS = {
    "plan.begun": _("%(who)s began the plan “%(name)s”."),
    "plan.changed": _("%(who)s changed figures of the plan “%(name)s”."),
    "plan.scenario_added": _("%(who)s added the scenario “%(name)s”."),
    "plan.renamed": _("%(who)s called a scenario “%(name)s”."),
    "plan.made_main": _("%(who)s made “%(name)s” the main plan."),
    "plan.scaled": _("%(who)s scaled the plan “%(name)s” to the number of the group."),
    "plan.unscaled": _("%(who)s undid the scaling of the plan “%(name)s”."),
    "plan.removed": _("%(who)s removed the scenario “%(name)s”."),
}


def register() -> None:
    """Called when the area is ready."""
    for action, template in WORDINGS.items():
        register_wording(action, template)
