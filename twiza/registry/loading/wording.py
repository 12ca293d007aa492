"""What is wrong with a line, and why two may be one, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from twiza.registry.loading.columns import BY_KEY
from twiza.registry.loading.reading import OLDEST
from twiza.ui import formats


def problem(one: dict[str, Any], names: dict[str, str]) -> str:
    """One problem as a sentence; *names* gives the places that are suggested by their codes."""
    told = formats.isolated(one["told"])
    words = {
        "formula": _("%(column)s holds a formula, %(told)s. Put its value there."),
        "no_name": _("There is no name."),
        "too_long": _("%(column)s is too long: %(told)s. Shorten it."),
        "cut": _("%(column)s is too long and will be cut: %(told)s."),
        "number_twice": _("The number stands twice in the file, with its first line: %(told)s."),
        "no_place": _("There is no place."),
        "unknown_place": _("The place %(told)s is not known."),
        "several_places": _("Several places are called %(told)s. Name the province too, or choose one."),
        "bad_date": _("The date %(told)s cannot be read. Write it as day/month/year."),
        "year_alone": _("The date is a year alone, %(told)s; it will stay unknown."),
        "strange_date": _("The date %(told)s lies before %(oldest)s or after today. Correct it."),
        "unknown_sector": _("The sector %(told)s is not known; it will be left out."),
        "unknown_status": _("The status %(told)s is not known; it will be entered as not known."),
        "bad_number": _("%(column)s is no number: %(told)s; it will be left out."),
        "more_women": _("More women than members, %(told)s; their number will be left out."),
    }
    sentence = words[one["key"]] % {"column": BY_KEY[one["column"]].label, "told": told, "oldest": OLDEST.year}
    near = [names[code] for code in one["suggestions"] if code in names]
    return f"{sentence} {_('Is it %(places)s?') % {'places': _(', ').join(near)}}" if near else sentence


def why(keys: list[str]) -> str:
    """Why two may be one, on one line."""
    words = {
        "same_number": _("the same number"),
        "same_name": _("the name sounds the same"),
        "like_name": _("the names are alike"),
        "same_place": _("the same place"),
        "near_place": _("a place nearby"),
        "same_year": _("the same year"),
        "other_number": _("but another number"),
    }
    return _(", ").join(words[key] for key in keys)
