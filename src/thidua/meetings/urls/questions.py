"""The addresses of questions, opinions and elections."""

from __future__ import annotations

from django.urls import path

from thidua.meetings.views import opinions, questions

urlpatterns = [
    path("quy-dinh/", questions.rulebook_page, name="rulebook"),
    path("phien/<uuid:session>/bieu-quyet/", questions.questions_page, name="questions"),
    path("phien/<uuid:session>/bieu-quyet/them/", questions.add_page, name="add_question"),
    path("bieu-quyet/<uuid:question>/", questions.question_page, name="question"),
    path("bieu-quyet/<uuid:question>/bat-dau/", questions.start_page, name="start_round"),
    path("bieu-quyet/<uuid:question>/gio-tay/", questions.hands_page, name="hands"),
    path("bieu-quyet/<uuid:question>/huy-vong/", questions.void_page, name="void_poll"),
    path("bieu-quyet/<uuid:question>/ket-luan/", questions.conclude_page, name="conclude"),
    path("bieu-quyet/<uuid:question>/rut/", questions.withdraw_page, name="withdraw_question"),
    path("phien/<uuid:session>/nhiem-ky-moi/", questions.offices_page, name="elected_offices"),
    path("phien/<uuid:session>/y-kien-vang-mat/", opinions.opinions_page, name="opinions"),
    path("phien/<uuid:session>/y-kien-vang-mat/lay/", opinions.ask_page, name="ask_opinions"),
    path("y-kien-vang-mat/<uuid:participant>/", opinions.opinion_page, name="opinion"),
    path("y-kien-vang-mat/<uuid:participant>/phieu/", opinions.slip_file, name="opinion_slip"),
]
