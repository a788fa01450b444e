"""The addresses of eligibility."""

from django.urls import path

from thidua.eligibility import views

app_name = "eligibility"
urlpatterns = [path("", views.home_page, name="home")]
