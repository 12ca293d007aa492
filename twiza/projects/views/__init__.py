"""Requests to the pages of projects."""

from twiza.projects.views.beginning import mine, project

__all__ = ["mine", "project"]
