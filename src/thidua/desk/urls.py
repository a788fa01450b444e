"""The addresses of this room."""

from django.urls import path

from thidua.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("huong-dan/", views.guide, name="guide"),
    path("chon-nam/", views.choose_cycle, name="choose_cycle"),
    path("bang-theo-doi/<uuid:cycle>/", views.board, name="board"),
]
