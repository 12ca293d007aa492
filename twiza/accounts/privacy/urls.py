"""Addresses of privacy."""

from django.urls import path

from twiza.accounts.privacy import views

app_name = "privacy"
urlpatterns = [
    path("", views.privacy, name="privacy"),
    path("who-may/", views.who_may, name="who-may"),
    path("my-data/", views.my_data, name="my-data"),
    path("my-data.json", views.my_data_file, name="my-data-file"),
    path("end/", views.end, name="end"),
]
