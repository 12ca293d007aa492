"""Addresses of the gallery, below the language."""

from django.urls import path

from twiza.ui import views

app_name = "ui"
urlpatterns = [path("", views.gallery, name="gallery")]
