"""The addresses of ballots."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "ballots"
urlpatterns: list[URLPattern | URLResolver] = []
