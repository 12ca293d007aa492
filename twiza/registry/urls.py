"""Addresses of the registry area."""

from django.urls import URLPattern

app_name = "registry"
urlpatterns: list[URLPattern] = []
