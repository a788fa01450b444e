"""The addresses of reports."""

from django.urls import path

from thidua.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.home_page, name="home"),
    path("nam/<uuid:cycle>/tong-ket/", views.year_report_page, name="year-report"),
    path("nam/<uuid:cycle>/tong-ket.<str:form>", views.year_report_file, name="year-report-file"),
    path("nam/<uuid:cycle>/ban-giao/", views.handover_page, name="handover"),
    path("nam/<uuid:cycle>/ban-giao/bien-ban/", views.handover_minutes_page, name="handover-minutes"),
    path("nam/<uuid:cycle>/ban-giao/bien-ban.<str:form>", views.handover_file, name="handover-file"),
    path("nam/<uuid:cycle>/ban-giao/ho-so.zip", views.handover_pack_file, name="handover-pack"),
]
