"""The opportunities area."""

from django.apps import AppConfig


class OpportunitiesConfig(AppConfig):
    name = "twiza.opportunities"
    label = "opportunities"
