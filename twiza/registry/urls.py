"""Addresses of the registry area."""

from django.urls import path

from twiza.registry import views

app_name = "registry"
urlpatterns = [
    path("cooperatives/", views.cooperatives, name="cooperatives"),
    path("cooperatives/map/", views.on_map, name="map"),
    path("cooperatives/table.<table:form>", views.table, name="table"),
    path("cooperatives/loads/", views.loads, name="loads"),
    path("cooperatives/loads/in/<str:code>/", views.load_new, name="load-new"),
    path("cooperatives/loads/<uuid:public_id>/", views.load, name="load"),
    path("cooperatives/loads/<uuid:public_id>/columns/", views.load_columns, name="load-columns"),
    path("cooperatives/loads/<uuid:public_id>/decide/", views.load_decide, name="load-decide"),
    path("cooperatives/loads/<uuid:public_id>/places/", views.load_places, name="load-places"),
    path("cooperatives/loads/<uuid:public_id>/all/", views.load_all, name="load-all"),
    path("cooperatives/loads/<uuid:public_id>/undo/", views.load_undo, name="load-undo"),
    path("cooperatives/loads/<uuid:public_id>/stop/", views.load_stop, name="load-stop"),
    path("cooperatives/loads/<uuid:public_id>/report.<table:form>", views.load_report, name="load-report"),
    path("cooperatives/<uuid:public_id>/", views.cooperative, name="cooperative"),
    path("cooperatives/<uuid:public_id>/extract.pdf", views.extract, name="extract"),
    path("cooperatives/<uuid:public_id>/publish/", views.publish, name="publish"),
    path("cooperatives/<uuid:public_id>/correct/", views.correct, name="correct"),
    path("cooperatives/<uuid:public_id>/confirm/", views.confirm, name="confirm"),
    path("cooperatives/<uuid:public_id>/members/", views.members, name="members"),
    path("cooperatives/<uuid:public_id>/members.<table:form>", views.members_table, name="members-table"),
]
