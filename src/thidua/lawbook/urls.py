"""The addresses of lawbook."""

from django.urls import path

from thidua.lawbook import views

app_name = "lawbook"
urlpatterns = [path("", views.home_page, name="home")]
