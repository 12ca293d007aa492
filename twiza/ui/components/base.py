"""What a component is: a declared dataclass and a template of the same name.

Attributes are typed and documented where they are declared. A component with an unknown, missing
or wrongly typed attribute cannot be made: the mistake shows at once, not as an empty place on a page.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any, ClassVar, TypeVar

from django.utils.functional import Promise

Made = TypeVar("Made", bound="type[Component]")
registry: dict[str, type[Component]] = {}


class ComponentError(TypeError):
    """A component was asked for with attributes it does not have, or without those it needs."""


@dataclass(frozen=True)
class Property:
    """One declared attribute, as the gallery shows it."""

    name: str
    type: str
    required: bool
    default: str
    about: str


class Component:
    """Base of all components. ``takes_block`` ones take content between two tags, as ``content``."""

    component_name: ClassVar[str]
    takes_block: ClassVar[bool] = False
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __post_init__(self) -> None:
        for name, fits in _checks(self.component_name):
            value = getattr(self, name)
            if not fits(value):
                words = _words(typing.get_type_hints(type(self))[name])
                raise ComponentError(f'component "{self.component_name}": {name}={value!r} is not {words}')

    @classmethod
    def template(cls) -> str:
        """The template's path."""
        return f"ui/components/{cls.component_name}.html"

    @classmethod
    def check_names(cls, given: typing.Iterable[str]) -> None:
        """Refuse attribute names that are unknown, and a missing required one."""
        given = set(given)
        declared = {field.name: field for field in fields(cls)}
        if unknown := sorted(given - set(declared)):
            raise ComponentError(
                f'component "{cls.component_name}" has no attribute {", ".join(unknown)}; it has {", ".join(declared)}'
            )
        required = {n for n, f in declared.items() if f.default is MISSING and f.default_factory is MISSING}
        if missing := sorted(required - given):
            raise ComponentError(f'component "{cls.component_name}" needs {", ".join(missing)}')

    @classmethod
    def properties(cls) -> list[Property]:
        """The declared attributes, in order."""
        hints = typing.get_type_hints(cls, include_extras=True)
        return [
            Property(
                name=field.name,
                type=_words(hints[field.name]),
                required=field.default is MISSING and field.default_factory is MISSING,
                default="" if field.default is MISSING else repr(field.default),
                about=" ".join(getattr(hints[field.name], "__metadata__", ())),
            )
            for field in fields(cls)
        ]


@typing.dataclass_transform(kw_only_default=True, frozen_default=True)
def component(name: str, *, block: bool = False) -> Callable[[Made], Made]:
    """Register a dataclass as the component *name*."""

    def register(cls: Made) -> Made:
        cls.component_name, cls.takes_block = name, block
        registry[name] = dataclass(frozen=True, kw_only=True)(cls)
        return typing.cast(Made, registry[name])

    return register


def find(name: str) -> type[Component]:
    """The component *name*, or an error that names those there are."""
    if name not in registry:
        raise ComponentError(f'no component "{name}"; there are {", ".join(sorted(registry))}')
    return registry[name]


Check = Callable[[object], bool]


@cache
def _checks(name: str) -> tuple[tuple[str, Check], ...]:
    """Each attribute of the component *name* with the check of its values; a page makes a hundred components."""
    cls = find(name)
    hints = typing.get_type_hints(cls)
    return tuple((field.name, _check(hints[field.name])) for field in fields(cls))


def _is_float(value: object) -> bool:
    """Plain numbers are known at once; whether something else behaves like one takes long to find out."""
    return isinstance(value, (float, int, typing.SupportsFloat)) and not isinstance(value, bool | str)


_PLAIN: dict[Any, Check] = {
    Any: lambda value: True,
    type(None): lambda value: value is None,
    str: lambda value: isinstance(value, str | Promise),
    float: _is_float,
    int: lambda value: isinstance(value, int) and not isinstance(value, bool),
}


def _check(hint: Any) -> Check:
    """What tells whether a value is of the declared kind; translated text counts as text, an int as a float."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        options = [_check(option) for option in inner]
        return lambda value: any(fits(value) for fits in options)
    if origin is typing.Literal:
        return lambda value: value in inner
    if origin is Sequence:
        item = _check(inner[0])
        return lambda value: _is_sequence(value) and all(map(item, typing.cast(Sequence[object], value)))
    if hint in _PLAIN:
        return _PLAIN[hint]
    kind = origin or hint
    return lambda value: isinstance(value, kind)


def _is_sequence(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _words(hint: Any) -> str:
    """A type as the gallery and the errors name it."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return _words(inner[0])
    if origin is typing.Literal:
        return " | ".join(repr(choice) for choice in inner)
    if origin in {typing.Union, types.UnionType}:
        return " | ".join(_words(option) for option in inner)
    if origin is Sequence:
        return f"list of {_words(inner[0])}"
    if hint is type(None):
        return "None"
    return getattr(hint, "__name__", str(hint))
