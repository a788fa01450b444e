"""The addresses of the papers that scoring composes."""

from django.urls import path

from thidua.scoring.views import papers as views

urlpatterns = [
    path("phieu/<uuid:sheet>/bang-tu-cham.<str:form>", views.sheet_preview, name="sheet-paper-preview"),
    path("phieu/<uuid:sheet>/", views.issue_sheet_page, name="sheet-paper"),
    path("dieu-chinh/<uuid:table>/bao-cao.<str:form>", views.adjustments_preview, name="adjustments-paper-preview"),
    path("dieu-chinh/<uuid:table>/", views.issue_adjustments_page, name="adjustments-paper"),
]
