"""The outbox is for the developer of a local instance; what did not arrive is for administrators, without texts."""

import pytest

from tests.accounts.factories import person
from tests.messages.factories import message
from twiza.messages.models import Message

pytestmark = pytest.mark.usefixtures("country")
LOCAL = {"SERVER_NAME": "localhost", "REMOTE_ADDR": "127.0.0.1"}
PAGE = "/en/account/outbox/"


def test_a_local_instance_shows_its_messages_with_link_and_code(client):
    message(body="123456 http://localhost/en/x/ <script>", subject="Hello")

    page = client.get(PAGE, **LOCAL).content.decode()

    assert "123456" in page
    assert 'href="http://localhost/en/x/"' in page
    assert "<script>" not in page.split("<main")[1].split("</main")[0]


@pytest.mark.parametrize(
    "where",
    [
        {"SERVER_NAME": "testserver"},
        {"REMOTE_ADDR": "192.0.2.1"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"REMOTE_ADDR": ""},
    ],
)
def test_nobody_else_has_such_a_page(client, where):
    message()

    assert client.get(PAGE, **(LOCAL | where)).status_code == 404


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SHOW_OUTBOX", False),
        ("PROXIES", 1),
        ("MESSAGE_CHANNELS", {"email": {"way": "mail", "sender": "a@example.org"}, "sms": {"way": "file"}}),
    ],
)
def test_where_anything_is_not_local_there_is_no_such_page(client, settings, name, value):
    setattr(settings, name, value)

    assert client.get(PAGE, **LOCAL).status_code == 404


def test_an_empty_outbox_says_what_to_do(client):
    assert "No message yet" in client.get(PAGE, **LOCAL).content.decode()


def test_the_code_page_leads_to_it_only_there(client):
    client.post("/en/account/login/", {"address": "amina@example.org"}, **LOCAL)

    assert "/account/outbox/" in client.get("/en/account/code/", **LOCAL).content.decode()
    assert (
        "/account/outbox/"
        not in client.get("/en/account/code/", **(LOCAL | {"REMOTE_ADDR": "192.0.2.1"})).content.decode()
    )


@pytest.fixture
def doubtful():
    one = message(to="amina@example.org", body="secret words")
    message("2")
    Message.objects.filter(pk=one.pk).update(state="uncertain", problem="the line broke")
    return one


def test_an_administrator_sees_what_did_not_arrive_but_neither_words_nor_address(client, doubtful):
    client.force_login(person("boss@example.org", role="administrator"))

    answer = client.get("/en/account/undelivered/")

    page = answer.content.decode()
    assert [one.pk for one in answer.context["page"]] == [doubtful.pk]
    assert "the line broke" in page
    assert "secret words" not in page
    assert "amina@example.org" not in page


def test_she_lets_it_go_again(client, doubtful):
    client.force_login(person("boss@example.org", role="administrator"))

    for _twice in range(2):
        answer = client.post(f"/en/account/undelivered/{doubtful.public_id}/")

    doubtful.refresh_from_db()
    assert doubtful.state == "waiting"
    assert "on its way already" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(("role", "place"), [("advisor", "XE"), ("administrator", "01"), ("", "XE")])
def test_others_are_refused(client, doubtful, role, place):
    client.force_login(person(role=role, territory=place))

    assert client.get("/en/account/undelivered/").status_code == 403
    assert client.post(f"/en/account/undelivered/{doubtful.public_id}/").status_code == 403
    doubtful.refresh_from_db()
    assert doubtful.state == "uncertain"
