"""The addresses of ballots. None holds a tracker or a choice: addresses are written into logs."""

from __future__ import annotations

from django.urls import path

from thidua.ballots.views import keeping, published, rounds, voting

app_name = "ballots"
urlpatterns = [
    path("", rounds.home, name="home"),
    path("<uuid:uuid>/", rounds.round_page, name="round"),
    path("<uuid:uuid>/phieu/", voting.vote_page, name="vote"),
    path("<uuid:uuid>/mo/", keeping.open_page, name="open"),
    path("<uuid:uuid>/phieu-giay/", keeping.paper_page, name="paper"),
    path("<uuid:uuid>/dung/", keeping.stop_page, name="stop"),
    path("<uuid:uuid>/kiem-phieu/", keeping.close_page, name="close"),
    path("<uuid:uuid>/huy/", keeping.void_page, name="void"),
    path("<uuid:uuid>/danh-sach/", published.list_page, name="published"),
    path("<uuid:uuid>/danh-sach.csv", published.list_file, name="published_file"),
]
