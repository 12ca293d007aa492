"""Addresses of the planner area."""

from django.urls import URLPattern

app_name = "planner"
urlpatterns: list[URLPattern] = []
