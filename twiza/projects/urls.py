"""Addresses of the projects area."""

from django.urls import include, path

from twiza.projects import views

app_name = "projects"

one = [
    path("", views.project, name="project"),
    path("origin/", views.origin, name="origin"),
    path("describe/", views.describe, name="describe"),
    path("give-up/", views.give_up, name="give-up"),
    path("timeline/", views.timeline, name="timeline"),
    path("founders/", views.founders, name="founders"),
    path("founders/add/", views.add_founder, name="add-founder"),
    path("founders/invite/", views.invite, name="invite"),
    path("founders/invitations/<uuid:invitation_id>/", views.invitation, name="invitation"),
    path("founders/invitations/<uuid:invitation_id>/withdraw/", views.withdraw, name="withdraw"),
    path("founders/<uuid:founder_id>/", views.founder, name="founder"),
    path("founders/<uuid:founder_id>/consent/", views.consent, name="consent"),
    path("founders/<uuid:founder_id>/remove/", views.remove_founder, name="remove-founder"),
    path("founders/<uuid:founder_id>/<slug:section>/", views.founder_section, name="founder-section"),
    path("twins/<uuid:founder_id>/<uuid:other_id>/", views.twins, name="twins"),
    path("money/", views.money, name="money"),
    path("money/share/", views.share_value, name="share-value"),
    path("money/add/", views.add_contribution, name="add-contribution"),
    path("money/<uuid:contribution_id>/", views.contribution, name="contribution"),
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/<uuid:task_id>/", views.task, name="task"),
    path("tasks/<uuid:task_id>/done/", views.task_done, name="task-done"),
    path("notes/", views.notes, name="notes"),
    path("notes/<uuid:note_id>/", views.note, name="note"),
    path("files/", views.files, name="files"),
    path("files/<uuid:attachment_id>/", views.file, name="file"),
    path("files/<uuid:attachment_id>/remove/", views.remove_file, name="remove-file"),
]

urlpatterns = [
    path("projects/", views.mine, name="mine"),
    path("projects/start/", views.start, name="start"),
    path("projects/new/", views.new, name="new"),
    path("projects/in/<str:code>/", views.overview, name="overview"),
    path("projects/in/<str:code>.<table:form>", views.overview_table, name="overview-table"),
    path("projects/join/<str:secret>/", views.join, name="join"),
    path("projects/<uuid:project_id>/", include(one)),
]
