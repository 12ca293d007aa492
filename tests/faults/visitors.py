"""A person with her session, who sends forms to a running site as a browser does."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

TOKEN = "f" * 32
"""Of the cookie and of each form: Django compares the two."""

SESSION = """
def session_of(user):
    import time
    from importlib import import_module
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY], session["signed_in_at"] = settings.AUTHENTICATION_BACKENDS[0], int(time.time())
    session.create()
    return session.session_key
"""
"""Python of a site: signs somebody in."""


class Broken(Exception):
    """The line broke: nobody knows whether it was done."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str
    headers: Mapping[str, str]

    @property
    def json(self) -> Any:
        """The text as JSON."""
        return json.loads(self.text)


@dataclass
class Person:
    """Her session at an address of a site; without one she is a stranger."""

    address: str
    session: str = ""

    def see(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path, b"", "")

    def send(self, path: str, **form: Any) -> Answer:
        """Send a form; files make it one with files."""
        form = {"csrfmiddlewaretoken": TOKEN, **form}
        if any(hasattr(one, "read") for one in form.values()):
            return self._ask("POST", path, encode_multipart(BOUNDARY, form), MULTIPART_CONTENT)
        return self._ask("POST", path, urlencode(form).encode(), "application/x-www-form-urlencoded")

    def _ask(self, method: str, path: str, body: bytes, media_type: str) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        headers = {"Cookie": f"csrftoken={TOKEN}; sessionid={self.session}"}
        try:
            connection.request(
                method, path, body or None, headers | ({"Content-Type": media_type} if media_type else {})
            )
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
            told = {name.lower(): value for name, value in answer.getheaders()}
        except (OSError, http.client.HTTPException) as error:
            raise Broken from error
        finally:
            connection.close()
        if answer.status == 307 and (given := re.search(r"sessionid=(\w+)", told.get("set-cookie", ""))):
            self.session = given[1]  # a first visitor's form is sent once more, with the cookie
            return self._ask(method, told["location"], body, media_type)
        return Answer(answer.status, text, told)
