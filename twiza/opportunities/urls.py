"""Addresses of the opportunities area."""

from django.urls import path

from twiza.opportunities import views

app_name = "opportunities"
urlpatterns = [
    path("territories/<str:code>/opportunities/", views.place, name="place"),
    path("territories/<str:code>/opportunities/table.<table:form>", views.place_table, name="place-table"),
    path("territories/<str:code>/opportunities/<slug:key>/", views.opportunity, name="opportunity"),
    path("models/<slug:key>/places/", views.model_places, name="model-places"),
    path("models/<slug:key>/places/table.<table:form>", views.model_places_table, name="model-places-table"),
    path("match/", views.match, name="match"),
    path("method/", views.method, name="method"),
    path("map/need-potential/", views.two_way, name="two-way"),
    path("map/need-potential/table.<table:form>", views.two_way_table, name="two-way-table"),
]
