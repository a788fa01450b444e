"""The addresses of records."""

from django.urls import path

from thidua.records.views import home

app_name = "records"
urlpatterns = [path("", home.home_page, name="home")]
