"""The addresses of criteria tables."""

from django.urls import path

from thidua.scoring.views import table_decisions, table_import, table_rows, tables

urlpatterns = [
    path("", tables.years_page, name="tables"),
    path("mau/", table_import.template_file, name="table_template"),
    path("nam/<uuid:cycle>/", tables.year_page, name="year_tables"),
    path("nam/<uuid:cycle>/lap/", tables.create_page, name="create_table"),
    path("tieu-chi/<uuid:criterion>/", table_rows.change_page, name="change_criterion"),
    path("tieu-chi/<uuid:criterion>/chuyen/", table_rows.move_page, name="move_criterion"),
    path("tieu-chi/<uuid:criterion>/xoa/", table_rows.remove_page, name="remove_criterion"),
    path("khong-ap-dung/<uuid:decision>/bo/", table_decisions.lift_page, name="lift_not_applicable"),
    path("<uuid:table>/", tables.table_page, name="table"),
    path("<uuid:table>/tep/<str:form>/", table_import.table_file, name="table_file"),
    path("<uuid:table>/so-sanh/", tables.changes_page, name="table_changes"),
    path("<uuid:table>/thong-tin/", tables.settings_page, name="table_settings"),
    path("<uuid:table>/them/", table_rows.add_page, name="add_criterion"),
    path("<uuid:table>/them-nhom/", table_rows.add_group_page, name="add_group"),
    path("<uuid:table>/nhap/", table_import.import_page, name="import_table"),
    path("<uuid:table>/nhap/luu/", table_import.commit_page, name="commit_import"),
    path("<uuid:table>/don-vi-tham-dinh/", table_decisions.verifiers_page, name="table_verifiers"),
    path("<uuid:table>/canh-bao/", table_decisions.checks_page, name="table_checks"),
    path("<uuid:table>/khong-ap-dung/", table_decisions.not_applicable_page, name="not_applicable"),
    path("<uuid:table>/ban-hanh/", tables.publish_page, name="publish_table"),
    path("<uuid:table>/huy/", tables.withdraw_page, name="withdraw_table"),
]
