"""The addresses of eligibility."""

from django.urls import path

from thidua.eligibility.views import achievements, cases, files, home, reviews

app_name = "eligibility"
urlpatterns = [
    path("", home.home_page, name="home"),
    path("lo-trinh/", home.path_page, name="path"),
    path("moi/", reviews.new_page, name="new"),
    path("danh-sach/<uuid:review>/", reviews.review_page, name="review"),
    path("danh-sach/<uuid:review>/sua/", reviews.edit_page, name="edit"),
    path("danh-sach/<uuid:review>/them/", reviews.add_page, name="add"),
    path("danh-sach/<uuid:review>/ket-luan/", reviews.conclude_page, name="conclude"),
    path("danh-sach/<uuid:review>/rut/", reviews.withdraw_page, name="withdraw"),
    path("danh-sach/<uuid:review>/bang-xet-tieu-chuan.xlsx", files.workbook, name="workbook"),
    path("truong-hop/<uuid:candidate>/", cases.case_page, name="case"),
    path("truong-hop/<uuid:candidate>/in/", cases.print_page, name="case-print"),
    path("truong-hop/<uuid:candidate>/thanh-tich/", achievements.achievements_page, name="achievements"),
    path("truong-hop/<uuid:candidate>/dua-ra/", cases.withdraw_page, name="withdraw-candidate"),
    path("truong-hop/<uuid:candidate>/phieu-tom-tat.<str:form>", files.sheet, name="sheet"),
    path("ket-luan/<uuid:finding>/", cases.finding_page, name="finding"),
]
