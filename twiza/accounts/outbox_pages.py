"""The outbox of a local instance, and messages that did not arrive."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twiza.accounts.access import Subject, needs, open_to_all
from twiza.accounts.people import Person, person_of
from twiza.accounts.views import the_country
from twiza.messages import commands, queries
from twiza.messages.channels.choice import leaves_this_machine
from twiza.messages.models import Message
from twiza.territories.models import Territory
from twiza.ui.components.data import Column

PER_PAGE = 50


def is_shown(request: HttpRequest) -> bool:
    """Whether this is a developer before her own instance: codes of others must never be read here.

    Not in production, nothing leaves the machine, and the question comes from it: its own address and
    name, through no proxy.
    """
    if not settings.SHOW_OUTBOX or leaves_this_machine() or settings.PROXIES or "X-Forwarded-For" in request.headers:
        return False
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return _is_loopback(request.META.get("REMOTE_ADDR", "")) and (host == "localhost" or _is_loopback(host.strip("[]")))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


@require_safe
@open_to_all
@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    """The newest messages with their texts, for whoever tries out a local instance. Elsewhere there is no such page."""
    if not is_shown(request):
        raise Http404
    return render(request, "accounts/outbox.html", {"items": queries.latest()})


@require_safe
@needs("message.see", the_country)
def undelivered(request: HttpRequest, _country: Territory) -> HttpResponse:
    """Messages that were given up or perhaps sent: neither their texts nor to whom."""
    page = Paginator(queries.undelivered(), PER_PAGE).get_page(request.GET.get("page"))
    columns = [Column(word) for word in (_("When"), _("What for"), _("By which way"), _("What became of it"), "")]
    return render(request, "accounts/undelivered.html", {"page": page, "query": request.GET, "columns": columns})


def _message(person: Person, public_id: str) -> Subject:
    country = the_country(person)
    return Subject(get_object_or_404(Message, public_id=public_id), country.territory)


@require_POST
@needs("message.see", _message)
def send_again(request: HttpRequest, message: Message) -> HttpResponse:
    """Let a message go once more."""
    try:
        commands.send_again(message=message, by=person_of(request).actor)
    except commands.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("accounts:undelivered")
