"""What a cooperative says of itself is kept as people can use it, or refused with what to do."""

from __future__ import annotations

import pytest

from twiza.accounts.commands import Refused
from twiza.registry import publishing


def test_a_product_is_shown_once_however_it_is_written() -> None:
    assert publishing.products(["Couscous", " COUSCOUS", "عسل", ""]) == ["Couscous", "عسل"]


def test_more_products_than_anybody_reads_are_refused() -> None:
    told = [f"product {number}" for number in range(publishing.MOST_PRODUCTS)]
    assert publishing.products(told) == told
    with pytest.raises(Refused, match="Keep the main ones"):
        publishing.products([*told, "one more"])


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("+212 (0)600-11.22.33", "+2120600112233"),
        ("٠٦٠٠ ١١ ٢٢ ٣٣", "0600112233"),
        ("0600112233", "0600112233"),
    ],
)
def test_a_phone_number_is_kept_as_digits_that_a_phone_can_call(told: str, kept: str) -> None:
    assert publishing.contacts({"phone": told}) == {"phone": kept}


@pytest.mark.parametrize("told", ["12345", "1234567890123456", "06 00 11 22 33 ext"])
def test_what_no_phone_can_call_is_refused(told: str) -> None:
    with pytest.raises(Refused, match="Write its digits"):
        publishing.contacts({"phone": told})


def test_a_web_page_is_reached_by_the_safe_way_unless_another_is_written() -> None:
    assert publishing.contacts({"website": "amal.example.org"}) == {"website": "https://amal.example.org"}
    assert publishing.contacts({"website": "http://amal.example.org"}) == {"website": "http://amal.example.org"}
