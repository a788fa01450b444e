"""The addresses of registration: the registrations, the pledge."""

from __future__ import annotations

from django.urls import include, path

app_name = "registration"
urlpatterns = [
    path("giao-uoc/", include("thidua.registration.urls.pledges")),
    path("", include("thidua.registration.urls.registrations")),
]
