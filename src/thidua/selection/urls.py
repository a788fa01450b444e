"""The addresses of ranking."""

from django.urls import path

from thidua.selection.views import ranking as views

app_name = "selection"
urlpatterns = [
    path("<uuid:table>/", views.ranking_page, name="ranking"),
    path("<uuid:table>/in/", views.print_page, name="print"),
    path("<uuid:table>/thu/", views.what_if_page, name="what-if"),
    path("<uuid:table>/so-sanh/", views.comparison_page, name="comparison"),
    path("<uuid:table>/don-vi/<str:unit>/", views.unit_page, name="unit"),
    path("<uuid:table>/o/<str:unit>/<str:criterion>/", views.cell_page, name="cell"),
    path("<uuid:table>/bang-tong-hop.xlsx", views.workbook, name="workbook"),
    path("<uuid:table>/bang-tong-hop.<str:form>", views.paper_preview, name="paper-preview"),
    path("<uuid:table>/phat-hanh/", views.issue_page, name="issue"),
]
