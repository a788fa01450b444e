"""The addresses of minutes, counting minutes and ballots."""

from django.urls import path

from thidua.meetings.views import minutes, papers

urlpatterns = [
    path("phien/<uuid:session>/van-ban/", papers.papers_page, name="papers"),
    path("phien/<uuid:session>/bien-ban/", minutes.minutes_page, name="minutes"),
    path("phien/<uuid:session>/bien-ban/soan/", minutes.draft, name="minutes_draft"),
    path("phien/<uuid:session>/bien-ban/bien-ban.<str:form>", minutes.minutes_file, name="minutes_file"),
    path("phien/<uuid:session>/bien-ban/gui-xem/", minutes.show, name="show_minutes"),
    path("phien/<uuid:session>/bien-ban/de-nghi-sua/", minutes.correct, name="correct_minutes"),
    path("phien/<uuid:session>/bien-ban/de-nghi-sua/<uuid:correction>/", minutes.answer, name="answer_correction"),
    path("phien/<uuid:session>/bien-ban/trinh-ky/", minutes.submit, name="submit_minutes"),
    path("phien/<uuid:session>/bien-ban/mo-lai/", minutes.reopen, name="reopen_minutes"),
    path("phien/<uuid:session>/bien-ban/ky/<str:capacity>/", minutes.sign, name="sign_minutes"),
    path("phien/<uuid:session>/bien-ban/ban-ky/<str:capacity>/", minutes.sign_by_scan, name="scan_minutes"),
    path("phien/<uuid:session>/bien-ban/chu-ky/<uuid:signature>/", minutes.signed_scan, name="minutes_scan_file"),
    path("phien/<uuid:session>/kiem-phieu/<uuid:held>/", papers.counting, name="counting"),
    path("phien/<uuid:session>/kiem-phieu/<uuid:held>/tep.<str:form>", papers.counting_file, name="counting_file"),
    path("phien/<uuid:session>/phieu-bau/<uuid:question>/", papers.ballots, name="ballots"),
    path("phien/<uuid:session>/phieu-bau/<uuid:question>/phieu.<str:form>", papers.ballot_file, name="ballot_file"),
]
