"""Texts in several languages, and components that a view has made; built into every template."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from twiza.ui.components import Component
from twiza.ui.templatetags.ui import render_component

register = template.Library()


@register.filter
def local(texts: Any) -> str:
    """``{{ model.summary|local }}``: the text in the reader's language, else in Arabic; nothing for nothing."""
    if not texts:
        return ""
    return str(texts.get(get_language() or "ar") or texts.get("ar") or "")


@register.simple_tag(takes_context=True)
def show(context: template.Context, made: Component | None) -> SafeString:
    """``{% show map %}``: a component made in the view; nothing for nothing."""
    return render_component(made, context) if made is not None else SafeString("")
