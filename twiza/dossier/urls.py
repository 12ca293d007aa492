"""Addresses of the dossier area: the group's way to its papers, and the officer's desk."""

from django.urls import URLPattern, URLResolver, include, path

from twiza.dossier.views import answering, assembly, desk, filing, law, papers, questions, signing, tracking

app_name = "dossier"

one_assembly: list[URLPattern] = [
    path("open/", assembly.open_it, name="assembly-open"),
    path("presence/", assembly.presence, name="assembly-presence"),
    path("vote/", assembly.vote, name="assembly-vote"),
    path("vote/<int:number>/strike/", assembly.strike, name="assembly-strike"),
    path("close/", assembly.close, name="assembly-close"),
    path("reopen/", assembly.reopen, name="assembly-reopen"),
    path("sheet/", assembly.sheet, name="assembly-sheet"),
]

one_dossier: list[URLPattern | URLResolver] = [
    path("", tracking.home, name="home"),
    path("begin/", tracking.begin, name="begin"),
    path("begin-again/", tracking.begin_again, name="begin-again"),
    path("rules/", tracking.rules, name="rules"),
    path("newer-law/", tracking.newer_law, name="newer-law"),
    path("steps/<slug:key>/", tracking.step, name="step"),
    path("steps/<slug:key>/take-back/", tracking.step_back, name="step-back"),
    path("steps/<slug:key>/proof/", tracking.proof, name="proof"),
    path("questions/", questions.start, name="interview"),
    path("questions/answers/", questions.answers, name="answers"),
    path("questions/ask/<slug:key>/", questions.question, name="question"),
    path("papers/", papers.papers, name="papers"),
    path("papers/make/", papers.make, name="make-papers"),
    path("papers/<str:code>.<str:form>", papers.paper, name="paper"),
    path("sign/", signing.sign, name="sign"),
    path("sign/<uuid:founder_id>/", signing.record, name="record"),
    path("signatures/<uuid:signature_id>/", papers.signature, name="signature"),
    path("assembly/", assembly.assembly, name="assembly"),
    path("assembly/<uuid:assembly_id>/", include(one_assembly)),
    path("file/", filing.file, name="file"),
    path("filings/<int:number>/", filing.filed, name="filed"),
    path("filings/<int:number>/receipt/", filing.receipt, name="receipt"),
    path("filings/<int:number>/answer/", answering.answer_file, name="answer-file"),
    path("answer/", answering.choose, name="answer"),
    path("answer/<slug:what>/", answering.tell, name="tell-answer"),
    path("defects/", filing.defects, name="defects"),
    path("defects/<uuid:defect_id>/", filing.mend, name="mend"),
]

one_filing: list[URLPattern] = [
    path("", desk.filing, name="desk-filing"),
    path("return/", desk.send_back, name="desk-return"),
    path("accept/", desk.accept, name="desk-accept"),
    path("refuse/", desk.refuse, name="desk-refuse"),
    path("receipt/", desk.receipt, name="desk-receipt"),
    path("answer/", desk.answer, name="desk-answer"),
    path("papers/<str:code>.<str:form>", desk.paper, name="desk-paper"),
    path("signatures/<uuid:signature_id>/", desk.signature, name="desk-signature"),
]

urlpatterns = [
    path("law/", law.law, name="founding-law"),
    path("projects/<uuid:project_id>/dossier/", include(one_dossier)),
    path("desk/", desk.filings, name="desk"),
    path("desk.<table:form>", desk.filings_table, name="desk-table"),
    path("desk/<uuid:filing_id>/", include(one_filing)),
]
