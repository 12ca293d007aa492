"""The page "who may do what" is the table that is enforced: each action, each role, in each language."""

from __future__ import annotations

import html
import re

import pytest
from django.utils import translation

from twiza.accounts.models import Role
from twiza.accounts.rules import FOUNDER, OWNER, permissions

pytestmark = pytest.mark.usefixtures("country")
COLUMNS = [OWNER, FOUNDER, *Role.values]
ROW = re.compile(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', re.DOTALL)


def rows(page: str) -> list[tuple[str, list[bool]]]:
    """Each action in words, and for each column whether it is allowed."""
    return [
        (
            html.unescape(label).strip(),
            ["muted" not in cell for cell in re.findall(r"<td>(.*?)</td>", cells, re.DOTALL)],
        )
        for label, cells in ROW.findall(page)
    ]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_page_says_what_is_enforced(client, language):
    shown = rows(client.get(f"/{language}/privacy/who-may/").content.decode())
    with translation.override(language):
        enforced = [(str(one.label), [key in one.who for key in COLUMNS]) for one in permissions()]

    assert sorted(shown) == sorted(enforced)
    assert len(shown) > 20


def test_whatever_a_role_may_is_ticked_and_the_heads_name_all_roles(client):
    page = client.get("/en/privacy/who-may/").content.decode()
    heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', page, re.DOTALL)[: len(COLUMNS) + 1]

    assert [re.sub(r"<.*?>", "", one).strip() for one in heads[3:]] == [str(label) for label in Role.labels]
