"""The description of the machine interface is true: schemathesis tries it out and finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.portal.api import ADDRESSES, ROOT
from tests.registry.factories import cooperative

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


@pytest.fixture
def described(country: Any) -> Iterator[Any]:
    """The interface as it describes itself, answered by the application in this process.

    As in Django's own test client, the end of a request does not close the connection that the test lives in.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    config = SchemathesisConfig.from_dict({"seed": 20261122, "generation": {"mode": "all"}})
    yield schemathesis.openapi.from_wsgi(f"{ROOT}openapi.json", get_wsgi_application(), config=config)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


schema = schemathesis.pytest.from_fixture("described")


@pytest.mark.same_on_each
@schema.parametrize()
@settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_does_what_its_description_says(case: Any) -> None:
    # Rules that hold between fields (lowest, value, highest) are in words beside the description, not in its schema.
    between_fields = [positive_data_acceptance] if case.path.endswith("/plans/compute") else []
    response = case.call_and_validate(headers={"Accept-Encoding": "identity"}, excluded_checks=between_fields)
    assert response.status_code < 500


def test_the_description_names_every_operation_and_refusal(client: Client) -> None:
    told = client.get(ROOT + "openapi.json").json()
    assert told["openapi"] == "3.1.0"
    names = [operation["operationId"] for methods in told["paths"].values() for operation in methods.values()]
    assert len(names) == len(set(names)) == 15
    for methods in told["paths"].values():
        for operation in methods.values():
            assert {"200", "400", "422", "429", "503"} <= set(operation["responses"])
            assert operation["summary"]
            assert operation["description"]
    assert not any("anyOf" in p["schema"] for m in told["paths"].values() for o in m.values() for p in o["parameters"])


def test_values_that_exist_are_given_to_try(client: Client) -> None:
    """Whoever tries an operation as it stands on the page gets an answer."""
    cooperative()
    for path, methods in client.get(ROOT + "openapi.json").json()["paths"].items():
        if "get" not in methods:
            continue
        parameters = {p["name"]: p["example"] for p in methods["get"]["parameters"] if "example" in p}
        address = path
        for name in [name for name in parameters if f"{{{name}}}" in path]:
            address = address.replace(f"{{{name}}}", str(parameters.pop(name)))
        wanted = 401 if "401" in methods["get"]["responses"] else 200
        assert client.get(address, parameters).status_code == wanted, address


def test_the_page_of_the_interface_needs_nobody_else(client: Client) -> None:
    page = client.get(ROOT + "docs")
    text = page.content.decode()
    assert page.status_code == 200
    assert "unsafe" not in page["Content-Security-Policy"]
    assert "://" not in text
    for name in ("swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-init.js"):
        assert f"{ROOT}docs/{name}" in text
        plain = client.get(f"{ROOT}docs/{name}")
        small = client.get(f"{ROOT}docs/{name}", headers={"Accept-Encoding": "gzip"})
        assert plain.status_code == small.status_code == 200
        assert len(small.content) < len(plain.content)
    assert client.get(f"{ROOT}docs/redoc.standalone.js").status_code == 404


def test_the_address_itself_says_where_to_go(client: Client) -> None:
    assert client.get(ROOT).json()["docs"] == "docs"
    assert all(
        client.get(ROOT + address).headers["Content-Type"] == "application/json; charset=utf-8" for address in ADDRESSES
    )
