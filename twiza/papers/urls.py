"""Addresses of the papers area."""

from django.urls import path

from twiza.papers import views

app_name = "papers"
urlpatterns = [
    path("papers/", views.find, name="find"),
    path("papers/<str:code>/", views.verify, name="verify"),
]
