"""Addresses of the planner area. All lie below their project."""

from django.urls import include, path

from twiza.planner import views

app_name = "planner"

one = [
    path("", views.overview, name="overview"),
    path("questions/<slug:step>/", views.question, name="question"),
    path("questions/<slug:step>/preview/", views.preview, name="preview"),
    path("inputs/", views.inputs, name="inputs"),
    path("reset/", views.reset, name="reset"),
    path("scale/", views.scale, name="scale"),
    path("results/", views.results, name="results"),
    path("statements/<slug:statement>/", views.statement, name="statement"),
    path("certainty/", views.certainty, name="certainty"),
    path("change/", views.change, name="change"),
    path("copy/", views.copy, name="copy"),
    path("plan.<str:form>", views.download, name="download"),
]

urlpatterns = [
    path("projects/<uuid:project_id>/plan/", views.plan, name="plan"),
    path("projects/<uuid:project_id>/plan/begin/", views.begin, name="begin"),
    path("projects/<uuid:project_id>/plan/scenarios/", views.scenarios, name="scenarios"),
    path("projects/<uuid:project_id>/plan/scenarios/add/", views.add, name="add"),
    path("projects/<uuid:project_id>/plan/<uuid:plan_id>/", include(one)),
]
