"""The addresses of records: people and their records, files that are taken over."""

from __future__ import annotations

from django.urls import include, path

app_name = "records"
urlpatterns = [
    path("nhap/", include("thidua.records.urls.importing")),
    path("", include("thidua.records.urls.records")),
]
