"""The addresses of scoring, one module a noun."""

from django.urls import include, path

app_name = "scoring"
urlpatterns = [
    path("bang-tieu-chi/", include("thidua.scoring.urls.tables")),
    path("phieu/", include("thidua.scoring.urls.sheets")),
    path("minh-chung/", include("thidua.scoring.urls.evidence")),
    path("tham-dinh/", include("thidua.scoring.urls.verification")),
    path("lay-y-kien/", include("thidua.scoring.urls.agreement")),
    path("van-ban/", include("thidua.scoring.urls.papers")),
]
