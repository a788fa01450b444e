"""The addresses of verification."""

from django.urls import path

from thidua.scoring.views import verification

urlpatterns = [
    path("", verification.verification_page, name="verification"),
    path("dong/<uuid:line>/", verification.line_page, name="verification_line"),
    path("dong/<uuid:line>/chap-nhan/", verification.accept_page, name="accept_line"),
    path("dong/<uuid:line>/dieu-chinh/", verification.change_page, name="change_line"),
    path("dong/<uuid:line>/tra-lai/", verification.return_page, name="return_line"),
    path("<uuid:table>/", verification.grid_page, name="verification_grid"),
    path("<uuid:table>/chap-nhan/", verification.accept_chosen, name="accept_lines"),
    path("<uuid:table>/dan/", verification.paste_page, name="paste_block"),
    path("<uuid:table>/dan/luu/", verification.save_block, name="save_block"),
    path("<uuid:table>/tien-do/", verification.progress_page, name="verification_progress"),
]
