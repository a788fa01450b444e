"""The addresses of agreement."""

from django.urls import path

from thidua.scoring.views import agreement, objections

urlpatterns = [
    path("", agreement.agreement_page, name="agreement"),
    path("bang/<uuid:table>/", agreement.circulate_page, name="circulate"),
    path("bang/<uuid:table>/dieu-chinh/", agreement.adjustments_page, name="adjustments"),
    path("y-kien/<uuid:objection>/", objections.objection_page, name="objection"),
    path("y-kien/<uuid:objection>/rut/", objections.withdraw_page, name="withdraw_objection"),
    path("y-kien/<uuid:objection>/de-xuat/", objections.propose_page, name="propose_outcome"),
    path("y-kien/<uuid:objection>/ky/", objections.sign_page, name="sign_outcome"),
    path("<uuid:circulation>/", agreement.circulation_page, name="circulation"),
    path("<uuid:circulation>/ket-thuc/", agreement.close_page, name="close_circulation"),
    path("<uuid:circulation>/dong/<uuid:line>/", objections.object_page, name="object_to_line"),
]
