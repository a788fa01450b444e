"""The addresses of this room."""

from django.urls import path

from thidua.cycles import views

app_name = "cycles"
urlpatterns = [
    path("", views.years, name="years"),
    path("mo/<uuid:cluster>/", views.open_year, name="open"),
    path("<uuid:uuid>/", views.year, name="year"),
    path("<uuid:uuid>/them-buoc/", views.add_step, name="add-step"),
    path("<uuid:uuid>/luu-tru/", views.archive, name="archive"),
    path("buoc/<uuid:stage>/ngay/", views.days, name="days"),
    path("buoc/<uuid:stage>/van-ban/", views.paper, name="paper"),
    path("buoc/<uuid:stage>/chon/", views.choose, name="choose"),
    path("buoc/<uuid:stage>/gia-han/", views.extend, name="extend"),
]
