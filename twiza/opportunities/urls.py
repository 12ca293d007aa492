"""Addresses of the opportunities area."""

from django.urls import URLPattern

app_name = "opportunities"
urlpatterns: list[URLPattern] = []
