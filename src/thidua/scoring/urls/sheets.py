"""The addresses of score sheets."""

from django.urls import path

from thidua.scoring.views import sheet_round_trip, sheet_sending, sheets

urlpatterns = [
    path("", sheets.sheets_page, name="sheets"),
    path("lap/<uuid:table>/", sheets.start_sheet, name="start_sheet"),
    path("dong/<uuid:line>/", sheets.line_page, name="line"),
    path("dong/<uuid:line>/luu/", sheets.save_line_page, name="save_line"),
    path("dong/<uuid:line>/gui-lai/", sheets.resubmit_line_page, name="resubmit_line"),
    path("<uuid:sheet>/", sheets.sheet_page, name="sheet"),
    path("<uuid:sheet>/tu-chon/", sheets.choose_fields_page, name="choose_fields"),
    path("<uuid:sheet>/gui/", sheet_sending.submit_sheet_page, name="submit_sheet"),
    path("<uuid:sheet>/thu-hoi/", sheet_sending.recall_sheet_page, name="recall_sheet"),
    path("<uuid:sheet>/in/", sheets.print_sheet, name="print_sheet"),
    path("<uuid:sheet>/excel/", sheet_round_trip.download_workbook, name="download_workbook"),
    path("<uuid:sheet>/excel/nhap/", sheet_round_trip.upload_workbook, name="upload_workbook"),
    path("<uuid:sheet>/excel/nhan/", sheet_round_trip.accept_workbook, name="accept_workbook"),
]
