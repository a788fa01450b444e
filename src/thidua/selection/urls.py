"""The addresses of ranking and selecting."""

from django.urls import path

from thidua.selection.views import case, clauses, happenings, papers, ranking

app_name = "selection"
urlpatterns = [
    path("dieu-khoan/<uuid:cluster>/", clauses.clauses_page, name="clauses"),
    path("dieu-khoan/<uuid:cluster>/moi/", clauses.new_clause_page, name="new-clause"),
    path("dieu-khoan/<uuid:cluster>/tu-tep/", clauses.clause_file_page, name="clause-file"),
    path("dieu-khoan/ban/<uuid:clause>/", clauses.clause_page, name="clause"),
    path("dieu-khoan/ban/<uuid:clause>/sua/", clauses.edit_clause_page, name="edit-clause"),
    path("dieu-khoan/ban/<uuid:clause>/ban-hanh/", clauses.publish_page, name="publish-clause"),
    path("<uuid:table>/", ranking.ranking_page, name="ranking"),
    path("<uuid:table>/in/", ranking.print_page, name="print"),
    path("<uuid:table>/thu/", ranking.what_if_page, name="what-if"),
    path("<uuid:table>/so-sanh/", ranking.comparison_page, name="comparison"),
    path("<uuid:table>/cac-nam/", ranking.years_page, name="years"),
    path("<uuid:table>/don-vi/<str:unit>/", ranking.unit_page, name="unit"),
    path("<uuid:table>/o/<str:unit>/<str:criterion>/", ranking.cell_page, name="cell"),
    path("<uuid:table>/bang-tong-hop.xlsx", ranking.workbook, name="workbook"),
    path("<uuid:table>/bang-tong-hop.<str:form>", ranking.paper_preview, name="paper-preview"),
    path("<uuid:table>/phat-hanh/", ranking.issue_page, name="issue"),
    path("<uuid:table>/xet-chon/", case.case_page, name="case"),
    path("<uuid:table>/xet-chon/lap/", case.open_page, name="open-case"),
    path("<uuid:table>/xet-chon/cap-nhat/", case.retake_page, name="retake-case"),
    path("<uuid:table>/xet-chon/bo-phieu/", case.vote_page, name="ask-vote"),
    path("<uuid:table>/xet-chon/ket-luan/", case.conclude_page, name="conclude-case"),
    path("<uuid:table>/xet-chon/thu/", case.what_if_page, name="case-what-if"),
    path("<uuid:table>/xet-chon/in/", case.case_print_page, name="case-print"),
    path("<uuid:table>/xet-chon/tu-choi/", happenings.refusal_page, name="note-refusal"),
    path("<uuid:table>/xet-chon/quyet-dinh/<str:key>/", happenings.ruling_page, name="rule"),
    path("<uuid:table>/xet-chon/chua-xet/", happenings.holds_page, name="holds"),
    path("<uuid:table>/xet-chon/chua-xet/ghi-nhan/", happenings.note_hold_page, name="note-hold"),
    path("<uuid:table>/xet-chon/chua-xet/<uuid:hold>/", happenings.conclude_hold_page, name="conclude-hold"),
    path("<uuid:table>/xet-chon/chua-xet/<uuid:hold>/tep/<str:which>/", happenings.hold_file, name="hold-file"),
    path("<uuid:table>/xet-chon/rut-lai/<uuid:noted>/", happenings.take_back_page, name="take-back"),
    path("<uuid:table>/xet-chon/tep/<uuid:noted>/", happenings.noted_file, name="noted-file"),
    path("<uuid:table>/xet-chon/van-ban/to-trinh/", papers.proposal_page, name="proposal"),
    path("<uuid:table>/xet-chon/van-ban/to-trinh.<str:form>", papers.proposal_file, name="proposal-file"),
]
