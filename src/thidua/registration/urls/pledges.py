"""The addresses of the pledge."""

from __future__ import annotations

from django.urls import path

from thidua.registration.views import pledge_steps, pledges

urlpatterns = [
    path("", pledges.pledges_page, name="pledges"),
    path("gop-y/<uuid:comment>/", pledges.answer_page, name="answer_pledge_comment"),
    path("<uuid:cycle>/", pledges.pledge_page, name="pledge"),
    path("<uuid:cycle>/lap/", pledge_steps.start_page, name="start_pledge"),
    path("<uuid:cycle>/soan/", pledges.edit_page, name="edit_pledge"),
    path("<uuid:cycle>/gop-y/", pledges.comment_page, name="comment_pledge"),
    path("<uuid:cycle>/lay-y-kien/", pledge_steps.ask_comments_page, name="ask_pledge_comments"),
    path("<uuid:cycle>/mo-ky/", pledge_steps.open_page, name="open_pledge"),
    path("<uuid:cycle>/sua-lai/", pledge_steps.reopen_page, name="reopen_pledge"),
    path("<uuid:cycle>/ket-thuc/", pledge_steps.close_page, name="close_pledge"),
    path("<uuid:cycle>/ky-tiep/", pledge_steps.resume_page, name="resume_pledge"),
    path("<uuid:cycle>/ky/<uuid:unit>/", pledge_steps.sign_own_page, name="sign_pledge"),
    path("<uuid:cycle>/ky/<uuid:unit>/ban-quet/", pledge_steps.scan_page, name="bring_pledge_scan"),
    path("<uuid:cycle>/ban-quet/<uuid:signature>/", pledge_steps.scan_file_page, name="pledge_scan"),
    path("<uuid:cycle>/van-ban/bang-ky-ket/", pledge_steps.sheet_page, name="pledge_sheet"),
    path("<uuid:cycle>/van-ban/bang-ky-ket.<str:form>", pledge_steps.sheet_file_page, name="pledge_sheet_file"),
]
