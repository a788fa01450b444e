"""The addresses of registration."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "registration"
urlpatterns: list[URLPattern | URLResolver] = []
