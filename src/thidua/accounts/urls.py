"""Signing in and out, passwords, second factor, language."""

from django.urls import path

from thidua.accounts import views

urlpatterns = [
    path("dang-nhap/", views.sign_in, name="account_login"),
    path("dang-nhap/minh-hoa/", views.sign_in_as, name="sign_in_as"),
    path("dang-xuat/", views.sign_out, name="account_logout"),
    path("xac-nhan/", views.confirm_by_password, name="account_reauthenticate"),
    path("mat-khau/", views.change_password, name="account_change_password"),
    path("hai-buoc/", views.show_second_factor, name="mfa_index"),
    path("hai-buoc/dang-nhap/", views.enter_code, name="mfa_authenticate"),
    path("hai-buoc/xac-nhan/", views.confirm_by_code, name="mfa_reauthenticate"),
    path("hai-buoc/bat/", views.activate_second_factor, name="mfa_activate_totp"),
    path("hai-buoc/tat/", views.deactivate_second_factor, name="mfa_deactivate_totp"),
    path("hai-buoc/ma-du-phong/", views.show_recovery_codes, name="mfa_view_recovery_codes"),
    path("hai-buoc/ma-du-phong/tao/", views.make_recovery_codes, name="mfa_generate_recovery_codes"),
    path("hai-buoc/ma-du-phong/tai/", views.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("ngon-ngu/", views.choose_language, name="set_language"),
]
