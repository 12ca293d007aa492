"""What people act with: buttons, fields, search, filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

from django.forms import BoundField

from twiza.ui.components.base import Component, component

Input = Literal[
    "text", "search", "number", "email", "tel", "url", "password", "date", "file",
    "textarea", "select", "radios", "checkboxes", "checkbox", "range",
]  # fmt: skip


@component("button")
class Button(Component):
    """Something to do, named by a verb. With ``href`` it is a link that looks like one."""

    label: Annotated[str, "A verb: “Start your project”"]
    kind: Literal["primary", "secondary", "link"] = "primary"
    href: Annotated[str, "Where it leads; empty for a button of a form"] = ""
    type: Literal["submit", "button"] = "submit"
    name: str = ""
    value: str = ""
    note: Annotated[str, "Small words after the label, e.g. “PDF”"] = ""


@dataclass(frozen=True)
class Choice:
    """One option of a select, of radios or of checkboxes."""

    value: str
    label: str
    chosen: bool = False
    help: str = ""


@component("field")
class Field(Component):
    """A question with its label, help, error and input."""

    name: str
    label: str
    kind: Input = "text"
    value: str = ""
    help: Annotated[str, "One line that helps to answer"] = ""
    error: Annotated[str, "What is wrong and how to mend it"] = ""
    choices: Sequence[Choice] = ()
    required: Annotated[bool, "When false, the label says “optional”"] = True
    checked: Annotated[bool, "Of a single checkbox"] = False
    headline: Annotated[bool, "Of a page that asks this alone: its label is the page's headline"] = False
    autocomplete: str = ""
    inputmode: str = ""
    attributes: Annotated[Mapping[str, str], "Further attributes of the input, e.g. min, max, step"] = field(
        default_factory=dict
    )

    @property
    def id(self) -> str:
        """Ties label, help and error to the input."""
        return f"field-{self.name}"

    @property
    def described_by(self) -> str:
        """Ids of help and error, for ``aria-describedby``."""
        ids = [f"{self.id}-help"] if self.help else []
        return " ".join([*ids, *([f"{self.id}-error"] if self.error else [])])

    @property
    def grouped(self) -> bool:
        """Whether several inputs answer the one question."""
        return self.kind in {"radios", "checkboxes"}


@component("form_field")
class FormField(Component):
    """A field of a Django form, with its own widget, in the clothes of ``field``."""

    field: Annotated[BoundField, "e.g. form.name"]


@component("search_box")
class SearchBox(Component):
    """One large question with one field. Suggestions are an improvement, loaded as one types."""

    action: Annotated[str, "Address of the page of results"]
    label: str
    name: str = "q"
    value: str = ""
    button: Annotated[str, "Verb on the button; “Search” when empty"] = ""
    placeholder: str = ""
    suggest: Annotated[str, "Address that answers with a fragment of suggestions"] = ""
    hidden_label: Annotated[bool, "When a headline above already asks the question"] = False
    size: Literal["large", "small"] = "large"
    hidden: Annotated[Mapping[str, str], "Further values sent with the question"] = field(default_factory=dict)


@component("filter_panel", block=True)
class FilterPanel(Component):
    """Filters of a list: open beside it on wide screens, behind one line on narrow ones."""

    content: str
    action: str = ""
    title: Annotated[str, "“Filter” when empty"] = ""
    active: Annotated[int, "How many filters are in force"] = 0
    clear: Annotated[str, "Address without filters"] = ""
