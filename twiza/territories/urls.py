"""Addresses of the territories area."""

from django.urls import URLPattern

app_name = "territories"
urlpatterns: list[URLPattern] = []
