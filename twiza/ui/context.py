"""What the base page needs to know about the page it frames."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from twiza.ui import formats

NATIVE_NAMES = {"ar": "العربية", "fr": "Français", "en": "English"}
NAVIGATION = (
    ("territories:browse", lazy("Places")),
    ("bank:models", lazy("Project models")),
    ("opportunities:match", lazy("What suits you")),
    ("portal:data", lazy("Data")),
    ("projects:mine", lazy("My projects")),
)
ABOUT = (
    ("registry:cooperatives", lazy("Registered cooperatives")),
    ("opportunities:method", lazy("How we calculate")),
    ("dossier:founding-law", lazy("How a cooperative is founded")),
    ("portal:data", lazy("Sources and open data")),
    ("portal:about", lazy("About this site")),
    ("portal:accessibility", lazy("Accessibility")),
    ("privacy:privacy", lazy("Your data")),
)


@dataclass(frozen=True)
class NavigationLink:
    """A place to go; ``current`` where the reader is there or below."""

    label: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Alternate:
    """This page in another language."""

    language: str
    name: str
    href: str
    url: str
    current: bool


class Site:
    """Everything is worked out when a template asks, so that small answers cost nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def name(self) -> str:
        """The product's name in the reader's language."""
        return _("Twiza")

    @property
    def tagline(self) -> str:
        """What it is, in a few words."""
        return _("Cooperative Projects Bank")

    @property
    def country(self) -> str:
        """The country's name, empty while none is known."""
        return formats.locale().country

    @property
    def language(self) -> str:
        """The reader's language."""
        return (get_language() or settings.LANGUAGE_CODE)[:2]

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return "rtl" if get_language_bidi() else "ltr"

    @property
    def today(self) -> datetime.date:
        """The day, for the head of a printed page."""
        return timezone.localdate()

    @cached_property
    def address(self) -> str:
        """The page's full address, for the head of a printed page."""
        return self._request.build_absolute_uri()

    @cached_property
    def home(self) -> str:
        """The first page in the reader's language."""
        return _reversed("portal:home") or f"/{self.language}/"

    @cached_property
    def navigation(self) -> list[NavigationLink]:
        """The main ways in; the last leads to one's own sign-in.

        Public pages are kept for everybody and say "Sign in" to everybody; only a page that had to know
        the person anyway (``accounts.people.person_of``) says so.
        """
        known = getattr(self._request, "person_is_known", False)
        mine = ("accounts:account", lazy("My account")) if known else ("account_login", lazy("Sign in"))
        return self._links((*NAVIGATION, mine))

    @cached_property
    def about(self) -> list[NavigationLink]:
        """What the foot of each page offers."""
        return self._links(ABOUT)

    @cached_property
    def sign_in(self) -> str:
        """Where to sign in; empty where the person is known already."""
        return "" if getattr(self._request, "person_is_known", False) else _reversed("account_login")

    @cached_property
    def alternates(self) -> list[Alternate]:
        """This very page (same path and query) under each language."""
        rest, query = _without_language(self._request.path), self._request.META.get("QUERY_STRING", "")
        found = []
        for language, _name in settings.LANGUAGES:
            href = f"/{language}{rest}" + (f"?{query}" if query else "")
            url = self._request.build_absolute_uri(href)
            found.append(Alternate(language, NATIVE_NAMES[language], href, url, language == self.language))
        return found

    def _links(self, wanted: tuple[tuple[str, object], ...]) -> list[NavigationLink]:
        links = []
        for name, label in wanted:
            if href := _reversed(name):
                links.append(NavigationLink(str(label), href, self._request.path.startswith(href)))
        return links


def _reversed(name: str) -> str:
    """The address of *name*; empty where this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _without_language(path: str) -> str:
    codes = "|".join(code for code, _name in settings.LANGUAGES)
    return re.sub(rf"^/(?:{codes})(?=/)", "", path)


def page(request: HttpRequest) -> dict[str, Site]:
    """Context processor: ``twiza`` in every template (``site`` would be hidden by allauth's own)."""
    return {"twiza": Site(request)}
