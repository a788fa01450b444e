"""The addresses of records."""

from __future__ import annotations

from django.urls import path

from thidua.records.views import home, identity, rows

urlpatterns = [
    path("", home.home_page, name="home"),
    path("cua-toi/", home.own_page, name="own"),
    path("ca-nhan/<uuid:uuid>/", home.person_page, name="person"),
    path("ca-nhan/<uuid:uuid>/rieng/", home.private_page, name="private"),
    path("ca-nhan/<uuid:uuid>/ghi/<slug:slug>/", rows.add_to_person, name="add_to_person"),
    path("ca-nhan/<uuid:uuid>/dinh-danh/", identity.identity, name="identity"),
    path("ca-nhan/<uuid:uuid>/gop/", identity.choose_kept, name="merge_choose"),
    path("ca-nhan/<uuid:uuid>/gop/<uuid:kept>/", identity.merge, name="merge"),
    path("ca-nhan/<uuid:uuid>/tach/", identity.part, name="part"),
    path("don-vi/<uuid:uuid>/", home.unit_page, name="unit"),
    path("don-vi/<uuid:uuid>/rieng/", home.unit_private_page, name="unit_private"),
    path("don-vi/<uuid:uuid>/ghi/<slug:slug>/", rows.add_to_unit, name="add_to_unit"),
    path("vu-viec/<uuid:uuid>/ket-luan/", rows.conclude, name="conclude"),
    path("danh-hieu/<uuid:uuid>/huy/", rows.cancel, name="cancel"),
    path("muc/<slug:slug>/<uuid:uuid>/", rows.row_page, name="row"),
    path("muc/<slug:slug>/<uuid:uuid>/sua/", rows.correct, name="correct"),
    path("muc/<slug:slug>/<uuid:uuid>/rut/", rows.withdraw, name="withdraw"),
    path("muc/<slug:slug>/<uuid:uuid>/van-ban/", rows.paper, name="paper"),
]
