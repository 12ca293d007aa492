"""Addresses of the registry area."""

from django.urls import path

from twiza.registry import views

app_name = "registry"
urlpatterns = [
    path("cooperatives/", views.cooperatives, name="cooperatives"),
    path("cooperatives/map/", views.on_map, name="map"),
    path("cooperatives/table.<str:form>", views.table, name="table"),
    path("cooperatives/<uuid:public_id>/", views.cooperative, name="cooperative"),
    path("cooperatives/<uuid:public_id>/extract.pdf", views.extract, name="extract"),
    path("cooperatives/<uuid:public_id>/publish/", views.publish, name="publish"),
    path("cooperatives/<uuid:public_id>/correct/", views.correct, name="correct"),
    path("cooperatives/<uuid:public_id>/members/", views.members, name="members"),
    path("cooperatives/<uuid:public_id>/members.<str:form>", views.members_table, name="members-table"),
]
