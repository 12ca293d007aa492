"""The machine interface: the areas' routers under one roof."""

from __future__ import annotations

from ninja import NinjaAPI

api = NinjaAPI(title="Twiza", version="1.0.0", urls_namespace="api", docs_url="/docs")
