"""The addresses of taking records over from Excel."""

from __future__ import annotations

from django.urls import path

from thidua.records.views import importing

urlpatterns = [
    path("", importing.imports_page, name="imports"),
    path("moi/<slug:kind>/", importing.start_page, name="import_start"),
    path("mau/<slug:kind>.xlsx", importing.template_file, name="import_template"),
    path("<uuid:uuid>/", importing.import_page, name="import"),
    path("<uuid:uuid>/tiep/", importing.step_page, name="import_step"),
    path("<uuid:uuid>/ghi/", importing.apply_page, name="import_apply"),
    path("<uuid:uuid>/huy/", importing.discard_page, name="import_discard"),
    path("<uuid:uuid>/dong-loi.xlsx", importing.mend_file, name="import_mend"),
]
