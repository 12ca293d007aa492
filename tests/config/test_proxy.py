"""The proxy's own log opens no door."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

RULE = re.compile(r'^\s*(\S+) regexp "(.+)" "(.+)"$', re.MULTILINE)


def rules() -> dict[str, tuple[str, str]]:
    text = (settings.BASE_DIR / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    return {field: (found, put.replace("$1", r"\1")) for field, found, put in RULE.findall(text)}


@pytest.mark.parametrize("field", ["request>uri", "request>headers>Referer", "resp_headers>Location"])
@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("/ar/projects/join/0123456789abcdef/", "/ar/projects/join/..."),
        ("https://bank.example.org/fr/projects/join/0123456789abcdef/?a=1", "https://bank.example.org/fr/projects/join/..."),
        ("/en/account/login/?next=/en/projects/join/0123456789abcdef/", "/en/account/login/?..."),
        ("/en/account/login/?next=%2Fen%2Fprojects%2Fjoin%2F0123456789abcdef", "/en/account/login/?..."),
        ("/ar/territories/01/", "/ar/territories/01/"),
    ],
)  # fmt: skip
def test_the_secret_of_an_invitation_and_what_people_looked_for_stay_out_of_it(field, written, kept):
    found, put = rules()[field]

    assert re.sub(found, put, written) == kept
