"""Words for the next page, in a cookie that no name beside ours can plant."""

from __future__ import annotations

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookieStorage(CookieStorage):
    """A browser takes this name by HTTPS alone, for this very host."""

    cookie_name = "__Host-messages" if settings.SESSION_COOKIE_SECURE else CookieStorage.cookie_name


class Storage(FallbackStorage):
    """As Django's own: a cookie first, the session for what is too long."""

    storage_classes = (HostCookieStorage, SessionStorage)
