"""Signing in and out, passwords, second factor."""

from allauth.account import views
from django.urls import path

urlpatterns = [
    path("dang-nhap/", views.login, name="account_login"),
    path("dang-xuat/", views.logout, name="account_logout"),
]
