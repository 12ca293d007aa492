"""Number filters and the component tags; built into every template."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from twiza.ui import formats
from twiza.ui.components import Component, ComponentError, find

register = template.Library()
_BIDI_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")


def _shown(text: str, *, known: bool) -> SafeString:
    if not known:
        return format_html('<span class="unknown">{}</span>', text)
    return format_html('<bdi dir="ltr" class="number">{}</bdi>', text)


@register.filter
def number(value: Any, decimals: int | None = None) -> SafeString:
    """``{{ value|number:1 }}``"""
    return _shown(formats.number(value, decimals), known=formats.finite(value) is not None)


@register.filter
def signed(value: Any, decimals: int | None = None) -> SafeString:
    """``{{ change|signed:1 }}``: with ``+`` or ``−``."""
    return _shown(formats.signed(value, decimals), known=formats.finite(value) is not None)


@register.filter
def percent(value: Any, decimals: int | None = None) -> SafeString:
    """``{{ share|percent:1 }}``: the value is already in per cent."""
    return _shown(formats.percent(value, decimals), known=formats.finite(value) is not None)


@register.filter
def signed_percent(value: Any, decimals: int | None = None) -> SafeString:
    """``{{ change|signed_percent }}``: ``+38 %``."""
    return _shown(formats.percent(value, decimals, sign=True), known=formats.finite(value) is not None)


@register.filter
def money(value: Any, decimals: int = 0) -> SafeString:
    """``{{ amount|money }}``: the number isolated, the currency after it in the text's direction."""
    if formats.finite(value) is None:
        return _shown(formats.unknown(), known=False)
    amount = _shown(formats.number(value, decimals), known=True)
    currency = formats.locale().currency
    return format_html("{}{}{}", amount, formats.NARROW_SPACE, currency) if currency else amount


@register.filter(expects_localtime=True)
def longdate(value: datetime.date | None) -> SafeString:
    """``{{ day|longdate }}``: 22 novembre 2026."""
    if value is None:
        return _shown(formats.unknown(), known=False)
    return format_html('<time datetime="{}"><bdi>{}</bdi></time>', value.isoformat(), formats.long_date(value))


@register.filter
def isolate(value: object) -> SafeString:
    """Text written by people: kept in its own direction, without marks that would turn its neighbours."""
    if not value:
        return SafeString("")
    text = value if isinstance(value, SafeString) else _BIDI_OVERRIDES.sub("", str(value))
    return format_html("<bdi>{}</bdi>", conditional_escape(text))


@register.filter
def unlocalized(value: object) -> str:
    """A measure inside SVG, where only a point may stand before the fraction."""
    return str(value)


def render_component(made: Component, context: template.Context) -> SafeString:
    """The markup of *made*; its template sees the component as ``c`` and nothing of the page around it."""
    engine = context.template.engine if context.template else template.Engine.get_default()
    return engine.get_template(made.template()).render(context.new({"c": made}))


class ComponentNode(template.Node):
    """``{% ui %}`` and ``{% uiblock %}``."""

    def __init__(
        self, kind: type[Component], attributes: dict[str, FilterExpression], nodelist: NodeList | None = None
    ) -> None:
        self.kind, self.attributes = kind, attributes
        self.nodelist = nodelist if nodelist is not None else NodeList()

    def render(self, context: template.Context) -> SafeString:
        values = {name: expression.resolve(context) for name, expression in self.attributes.items()}
        if self.kind.takes_block:
            values["content"] = self.nodelist.render(context)
        return render_component(self.kind(**values), context)


def _parsed(parser: Parser, token: Token) -> tuple[type[Component], dict[str, FilterExpression]]:
    tag, *bits = token.split_contents()
    if not bits or bits[0][0] not in "\"'":
        raise template.TemplateSyntaxError(f'{tag} needs a component\'s name in quotes: {{% {tag} "star" %}}')
    try:
        kind = find(bits[0][1:-1])
        rest = bits[1:]
        attributes = token_kwargs(rest, parser)
        if rest:
            raise ComponentError(f'component "{kind.component_name}": write attributes as name=value, not {rest[0]}')
        kind.check_names([*attributes, *(["content"] if kind.takes_block else [])])
    except ComponentError as error:
        raise template.TemplateSyntaxError(str(error)) from error
    return kind, attributes


@register.tag("ui")
def do_ui(parser: Parser, token: Token) -> ComponentNode:
    """``{% ui "figure" value=people label=label %}``"""
    kind, attributes = _parsed(parser, token)
    if kind.takes_block:
        raise template.TemplateSyntaxError(f'component "{kind.component_name}" has content: use uiblock … enduiblock')
    return ComponentNode(kind, attributes)


@register.tag("uiblock")
def do_uiblock(parser: Parser, token: Token) -> ComponentNode:
    """``{% uiblock "disclosure" summary=text %} … {% enduiblock %}``"""
    kind, attributes = _parsed(parser, token)
    if not kind.takes_block:
        raise template.TemplateSyntaxError(f'component "{kind.component_name}" takes no content: use ui')
    nodelist = parser.parse(("enduiblock",))
    parser.delete_first_token()
    return ComponentNode(kind, attributes, nodelist)
