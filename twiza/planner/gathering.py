"""What a project's group brings to its plan: members, shares, things, gifts. No names of persons."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from twiza.planner.from_model import Brought, Call, Group, month_of
from twiza.projects.models import Contribution, Founder, Project

A_GROUP = 2
"""With fewer founders written down nobody has yet said how many they are."""
ZERO = Decimal(0)


def start_of(today: datetime.date) -> datetime.date:
    """The first day of the month after *today*: when a plan begins, unless the group says otherwise."""
    return (today.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def group_of(project: Project, start: datetime.date) -> Group:
    """What the present founders bring, in months of a plan that begins on *start*. Two queries.

    Shares that no promised money or thing pays for are taken as paid in the first month.
    """
    founders = list(Founder.objects.present().filter(project=project))
    brought = list(Contribution.objects.filter(founder__in=founders).order_by("pk"))
    for_shares = [one for one in brought if one.for_shares]
    money = [one for one in for_shares if one.kind == Contribution.Kind.MONEY]
    things = [one for one in brought if one.kind == Contribution.Kind.KIND]
    gifts = [one for one in brought if one.kind == Contribution.Kind.MONEY and not one.for_shares]
    calls = [Call(_month(one, start), one.value) for one in money]
    capital = (project.share_value or ZERO) * sum(founder.shares for founder in founders)
    paid = sum((one.value for one in for_shares if one.kind != Contribution.Kind.WORK), ZERO)
    if capital > paid:
        calls.append(Call(1, capital - paid))
    return Group(
        members=len(founders) if len(founders) >= A_GROUP else 0,
        calls=calls,
        in_kind=[Brought(one.text or _("Brought by a founder"), one.value, _month(one, start)) for one in things],
        gifts=[Brought(one.text or _("Given by a founder"), one.value, _month(one, start)) for one in gifts],
    )


def founders_of(project: Project) -> int:
    """How many founders are written down."""
    return Founder.objects.present().filter(project=project).count()


def _month(one: Contribution, start: datetime.date) -> int:
    return month_of(one.received_on or one.due_on, start)
