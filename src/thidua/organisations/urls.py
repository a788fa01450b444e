"""The addresses of this room."""

from django.urls import path

from thidua.organisations.views import clusters, people, units

app_name = "organisations"
urlpatterns = [
    path("", clusters.home, name="home"),
    path("don-vi/", units.units, name="units"),
    path("don-vi/them/", units.add_unit, name="add_unit"),
    path("don-vi/sap-nhap/", units.merge_units, name="merge_units"),
    path("don-vi/<uuid:uuid>/", units.unit, name="unit"),
    path("don-vi/<uuid:uuid>/doi-ten/", units.rename_unit, name="rename_unit"),
    path("don-vi/<uuid:uuid>/chuyen/", units.move_unit, name="move_unit"),
    path("don-vi/<uuid:uuid>/chia-tach/", units.split_unit, name="split_unit"),
    path("don-vi/<uuid:uuid>/giai-the/", units.abolish_unit, name="abolish_unit"),
    path("sap-xep/<uuid:uuid>/", units.reorganisation, name="reorganisation"),
    path("sap-xep/<uuid:uuid>/hoan-tac/", units.undo_reorganisation, name="undo_reorganisation"),
    path("ca-nhan/", people.people, name="people"),
    path("ca-nhan/them/", people.add_person, name="add_person"),
    path("ca-nhan/<uuid:uuid>/", people.person, name="person"),
    path("ca-nhan/<uuid:uuid>/sua/", people.correct_person, name="correct_person"),
    path("ca-nhan/<uuid:uuid>/chuc-vu/", people.give_post, name="give_post"),
    path("chuc-vu/<uuid:uuid>/ket-thuc/", people.end_post, name="end_post"),
    path("ca-nhan/<uuid:uuid>/tai-khoan/", people.make_account, name="make_account"),
    path("ca-nhan/<uuid:uuid>/mat-khau/", people.reset_password, name="reset_password"),
    path("ca-nhan/<uuid:uuid>/khoa/", people.close_account, name="close_account"),
    path("ca-nhan/<uuid:uuid>/mo-lai/", people.open_account, name="open_account"),
    path("cum/lap/", clusters.create_cluster, name="create_cluster"),
    path("cum/<uuid:uuid>/", clusters.cluster, name="cluster"),
    path("cum/<uuid:uuid>/sua/", clusters.correct_cluster, name="correct_cluster"),
    path("cum/<uuid:uuid>/co-quan-to-chuc/", clusters.change_organiser, name="change_organiser"),
    path("cum/<uuid:uuid>/thanh-vien/", clusters.add_member, name="add_member"),
    path("thanh-vien/<uuid:uuid>/ket-thuc/", clusters.end_membership, name="end_membership"),
    path("cum/<uuid:uuid>/cum-truong-cum-pho/", clusters.set_office, name="set_office"),
    path("nhiem-ky/<uuid:uuid>/ket-thuc/", clusters.end_office, name="end_office"),
    path("cum/<uuid:uuid>/uy-quyen/", clusters.delegate, name="delegate"),
    path("uy-quyen/<uuid:uuid>/rut/", clusters.withdraw_delegation, name="withdraw_delegation"),
]
