"""Addresses of the bank area. The page of one model is the portal's, which adds where it fits."""

from django.urls import path

from twiza.bank import views

app_name = "bank"
urlpatterns = [
    path("models/", views.models, name="models"),
    path("models/table.<table:form>", views.models_table, name="models-table"),
    path("models/compare/", views.compare, name="compare"),
]
