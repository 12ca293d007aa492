"""Addresses of the projects area."""

from django.urls import URLPattern

app_name = "projects"
urlpatterns: list[URLPattern] = []
