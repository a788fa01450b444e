"""The addresses of meetings, one module a noun."""

from django.urls import include, path

app_name = "meetings"
urlpatterns = [
    path("", include("thidua.meetings.urls.sessions")),
    path("", include("thidua.meetings.urls.questions")),
    path("", include("thidua.meetings.urls.minutes")),
]
