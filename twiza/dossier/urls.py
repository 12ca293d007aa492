"""Addresses of the dossier area."""

from django.urls import URLPattern

app_name = "dossier"
urlpatterns: list[URLPattern] = []
