"""The plan as files: to print, to correct, to reckon with, for machines."""

from __future__ import annotations

import datetime
import json

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from twiza.accounts.access import needs
from twiza.planner import document
from twiza.planner.access import Asked, plan_subject
from twiza.planner.reckoning import results
from twiza.planner.views.shared import language
from twiza.planner.workbook import workbook

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@require_GET
@needs("plan.see", plan_subject)
def download(request: HttpRequest, asked: Asked) -> HttpResponse:
    """One of the plan's files, in the reader's language."""
    if asked.form not in TYPES:
        raise Http404
    response = HttpResponse(_content(asked), content_type=TYPES[asked.form])
    name = f"plan-{str(asked.plan.project.public_id)[:8]}-{language()}.{asked.form}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _content(asked: Asked) -> bytes:
    if asked.form == "json":
        told = asked.inputs.model_dump(mode="json", exclude={"origins"}, exclude_none=True)
        return json.dumps(told, ensure_ascii=False, indent=1).encode()
    if asked.form == "xlsx":
        plan, title = asked.inputs.to_plan(language()), f"{asked.plan.project.name} · {asked.plan.name}"
        return workbook(plan, results(asked.inputs, language()), language=language(), title=title)
    return document.made(asked.plan, asked.form, language=language(), day=datetime.date.today())
