"""Addresses of the projects area."""

from django.urls import include, path

from twiza.projects import views

app_name = "projects"

one = [
    path("", views.project, name="project"),
    path("origin/", views.project, name="origin"),
    path("founders/", views.project, name="founders"),
]

urlpatterns = [
    path("projects/", views.mine, name="mine"),
    path("projects/<uuid:project_id>/", include(one)),
]
