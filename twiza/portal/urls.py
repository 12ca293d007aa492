"""Addresses of the portal."""

from django.urls import path

from twiza.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("territories/<str:code>/", views.territory, name="territory"),
    path("territories/<str:code>/diagnosis.pdf", views.diagnosis, name="diagnosis"),
    path("models/<slug:key>/", views.model, name="model"),
    path("data/", views.data, name="data"),
    path("data/catalogue.jsonld", views.catalogue, name="catalogue"),
    path("data/<slug:name>.<str:form>", views.dataset, name="dataset"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
