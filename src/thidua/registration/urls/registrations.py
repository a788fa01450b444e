"""The addresses of registrations."""

from __future__ import annotations

from django.urls import path

from thidua.registration.views import deciding, overrides, registrations, years

urlpatterns = [
    path("", years.home_page, name="home"),
    path("nam/<uuid:cycle>/", years.year_page, name="year"),
    path("nam/<uuid:cycle>/in/", years.print_page, name="print"),
    path("nam/<uuid:cycle>/dang-ky.xlsx", years.workbook, name="workbook"),
    path("nam/<uuid:cycle>/van-ban/danh-sach/", years.list_page, name="list"),
    path("nam/<uuid:cycle>/van-ban/danh-sach.<str:form>", years.list_file, name="list-file"),
    path("nam/<uuid:cycle>/lap/", registrations.start, name="start"),
    path("nam/<uuid:cycle>/dua-vao-xet/", overrides.decide_page, name="override"),
    path("dua-vao-xet/<uuid:override>/huy/", overrides.withdraw_page, name="withdraw-override"),
    path("ban/<uuid:registration>/", registrations.registration_page, name="registration"),
    path("ban/<uuid:registration>/sua/", registrations.edit_page, name="edit"),
    path("ban/<uuid:registration>/lay-lai-nam-truoc/", registrations.take_over_page, name="take-over"),
    path("ban/<uuid:registration>/gui/", registrations.send_page, name="send"),
    path("ban/<uuid:registration>/xin-sua/", registrations.reopen_page, name="reopen"),
    path("ban/<uuid:registration>/rut/", registrations.withdraw_page, name="withdraw"),
    path("ban/<uuid:registration>/tiep-nhan/", deciding.accept, name="accept"),
    path("ban/<uuid:registration>/tra-lai/", deciding.return_page, name="return"),
    path("cong-trinh/<uuid:work>/ket-qua/", registrations.result_page, name="result"),
]
