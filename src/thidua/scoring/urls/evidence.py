"""The addresses of evidence."""

from django.urls import path

from thidua.scoring.views import evidence

urlpatterns = [
    path("", evidence.cabinets_page, name="cabinets"),
    path("don-vi/<uuid:unit>/", evidence.cabinet_page, name="cabinet"),
    path("dong/<uuid:line>/them/", evidence.add_evidence_page, name="add_evidence"),
    path("dong/<uuid:line>/dung-lai/", evidence.reuse_evidence_page, name="reuse_evidence"),
    path("trich-dan/<uuid:use>/trang/", evidence.change_pages_page, name="change_pages"),
    path("trich-dan/<uuid:use>/bo/", evidence.stop_citing_page, name="stop_citing"),
    path("<uuid:evidence>/", evidence.evidence_page, name="evidence"),
    path("<uuid:evidence>/tep/", evidence.evidence_file, name="evidence_file"),
    path("<uuid:evidence>/dan/", evidence.cite_evidence_page, name="cite_evidence"),
    path("<uuid:evidence>/rut/", evidence.withdraw_evidence_page, name="withdraw_evidence"),
]
