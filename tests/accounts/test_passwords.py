"""A password is long, not known, and not what somebody would try first on this site."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests.accounts.factories import person


@pytest.mark.parametrize(
    "typed",
    [
        "Twiza-Twiza-2026", "twiza twiza twiza", "cooperative2026", "تعاونية تعاونية", "azertyuiop12345",
        "qwertyuiop12", "aaaaaaaaaaaaaaaa", "aabbaabbaabb", "passwordpassword",
        "motdepasse123456", "bank-bank-bank", "123456789012345",
        "eleven left",
    ],
)  # fmt: skip
def test_what_others_would_try_first_is_refused(typed, settings):
    settings.ALLOWED_HOSTS = ["bank.example.org"]

    with pytest.raises(ValidationError):
        validate_password(typed)


@pytest.mark.parametrize(
    "typed",
    ["four quiet green evenings", "ثلاث قطط في الحديقة", "x9 Kq! 0z7", "lowercase only here", "é" + "bx kqfmzr" * 20],
)
def test_any_letters_and_any_length_will_do(typed):
    assert refusals(typed.ljust(12, "~")) == []


def refusals(typed):
    try:
        validate_password(typed)
    except ValidationError as refused:
        return refused.messages
    return []


@pytest.mark.django_db
def test_ones_own_name_is_no_password():
    with pytest.raises(ValidationError):
        validate_password("someone@example", person("someone@example.org"))


@pytest.mark.django_db
def test_a_long_password_is_kept_to_its_last_letter(client):
    user = person()
    user.set_password("x y" * 60 + "1")
    user.save()

    assert user.check_password("x y" * 60 + "1")
    assert not user.check_password("x y" * 60 + "2")
    assert not user.check_password("x y" * 60)
    assert not user.check_password("X y" + "x y" * 59 + "1")
