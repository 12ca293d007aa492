"""Addresses of the territories area."""

from django.urls import path

from twiza.territories import views

app_name = "territories"
urlpatterns = [
    path("territories/", views.browse, name="browse"),
    path("territories/search/", views.results, name="search"),
    path("territories/suggest/", views.suggest, name="suggest"),
    path("territories/near/", views.near, name="near"),
    path("territories/compare/", views.compare, name="compare"),
    path("territories/<str:code>/table.<table:form>", views.children_table, name="children-table"),
    path("territories/<str:code>/outlines.geojson", views.outlines, name="outlines"),
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/<slug:key>/", views.indicator, name="indicator"),
    path("indicators/<slug:key>/values.<table:form>", views.places_table, name="indicator-table"),
]
