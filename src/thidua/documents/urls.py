"""The addresses of issued papers and letterheads."""

from django.urls import path

from thidua.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.paper_list, name="papers"),
    path("<uuid:paper>/", views.paper_page, name="paper"),
    path("<uuid:paper>/tai-ve.<str:form>", views.paper_file, name="paper-file"),
    path("the-thuc/<uuid:unit>/", views.letterhead_page, name="letterhead"),
]
