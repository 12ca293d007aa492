"""What the register says of a cooperative, in words and lines ready for a page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.registry.models import Confirmation, Cooperative, Status
from twiza.territories import snapshot
from twiza.territories.models import Territory
from twiza.ui import formats
from twiza.ui.components.data import Fact
from twiza.ui.components.navigation import Link


def status(cooperative: Cooperative) -> str:
    """The status in a word of the reader's language."""
    return str(Status(cooperative.status).label)


def confirmation(cooperative: Cooperative) -> str:
    """Whose word the entry rests on, where that is not the authority's."""
    held = Confirmation(cooperative.confirmation)
    return "" if held == Confirmation.AUTHORITY else str(held.label)


def place_line(territory: Territory) -> str:
    """The place and the unit above it: "Imintanoute, Chichaoua"."""
    names = [territory.name]
    if territory.parent is not None and territory.parent.depth:
        names.append(territory.parent.name)
    return _(", ").join(names)


def trail(territory: Territory) -> list[Link]:
    """The register, then the way from the country down to the place, each with its cooperatives."""
    matrix, language = snapshot.current(), get_language() or "ar"
    page = reverse("registry:cooperatives")
    codes = [code for code in [*territory.ancestor_codes[1:], territory.code] if code in matrix.index]
    names = [(code, matrix.names[matrix.index[code]]) for code in codes]
    links = [Link(name.get(language) or name["ar"], f"{page}?territory={code}") for code, name in names]
    return [Link(_("Cooperatives"), page), *links]


def facts(cooperative: Cooperative) -> list[Fact]:
    """The lines of the register, in the order of the paper; what is not known is said."""
    day = cooperative.registered_on
    lines = [
        Fact(_("Number in the register"), formats.isolated(cooperative.number) if cooperative.number else None),
        Fact(_("Registered on"), formats.long_date(day) if day else None),
        Fact(_("Status"), status(cooperative)),
        Fact(_("Seat"), place_line(cooperative.territory)),
        Fact(_("Activity"), formats.isolated(cooperative.activity) if cooperative.activity else None),
    ]
    if cooperative.sector:
        lines.append(Fact(_("Sector"), cooperative.sector.name))
    if cooperative.capital is not None:
        lines.append(Fact(_("Capital"), formats.money(cooperative.capital)))
    if cooperative.share_value is not None:
        lines.append(Fact(_("Value of a share"), formats.money(cooperative.share_value)))
    count = cooperative.members_count
    lines.append(Fact(_("Members"), formats.number(count, 0) if count is not None else None, _women(cooperative)))
    return lines


def _women(cooperative: Cooperative) -> str:
    if cooperative.women_count is None:
        return ""
    return _("of whom women: %(count)s") % {"count": formats.number(cooperative.women_count, 0)}


def contacts(cooperative: Cooperative) -> list[tuple[str, str, str]]:
    """What it agreed to publish: kind in words, the contact, and its link (none for an address)."""
    held = cooperative.contacts
    words = {
        "phone": (_("Telephone"), "tel:"),
        "email": (_("E-mail"), "mailto:"),
        "website": (_("Web page"), ""),
    }
    found = [(label, held[kind], f"{scheme}{held[kind]}") for kind, (label, scheme) in words.items() if kind in held]
    if "address" in held:
        found.append((_("Address"), held["address"], ""))
    return found


def office(key: str) -> str:
    """What a member is charged with, in words; a word that no dossier gives stands as it is."""
    words = {
        "": _("Member"),
        "member": _("Member"),
        "president": _("President"),
        "treasurer": _("Treasurer"),
        "secretary": _("Secretary"),
    }
    return words.get(key, key)
