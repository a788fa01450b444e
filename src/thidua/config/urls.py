"""Every address, room by room. Vietnamese without diacritics."""

from django.urls import include, path

urlpatterns = [
    path("", include("thidua.desk.urls")),
    path("tai-khoan/", include("thidua.accounts.urls")),
    path("to-chuc/", include("thidua.organisations.urls")),
    path("nam-thi-dua/", include("thidua.cycles.urls")),
    path("dang-ky/", include("thidua.registration.urls")),
    path("cham-diem/", include("thidua.scoring.urls")),
    path("xep-hang/", include("thidua.selection.urls")),
    path("hoi-nghi/", include("thidua.meetings.urls")),
    path("bo-phieu/", include("thidua.ballots.urls")),
    path("bao-cao/", include("thidua.reports.urls")),
    path("ho-so/", include("thidua.records.urls")),
    path("tieu-chuan/", include("thidua.eligibility.urls")),
    path("phap-luat/", include("thidua.lawbook.urls")),
    path("van-ban/", include("thidua.documents.urls")),
]

handler400 = "thidua.foundation.pages.bad_request"
handler403 = "thidua.foundation.pages.forbidden"
handler404 = "thidua.foundation.pages.not_found"
handler500 = "thidua.foundation.pages.server_error"
