"""The addresses of lawbook."""

from django.urls import path

from thidua.lawbook.views import clauses, confirmations, law, local_rules

app_name = "lawbook"
urlpatterns = [
    path("", law.home_page, name="home"),
    path("danh-hieu/<slug:award>/", law.award_page, name="award"),
    path("so-sanh/", law.differences_page, name="differences"),
    path("quy-dinh-chung/", law.generals_page, name="generals"),
    path("van-ban/", law.instruments_page, name="instruments"),
    path("van-ban/<slug:code>/", law.instrument_page, name="instrument"),
    path("tu-ngu/", law.words_page, name="words"),
    path("doi-chieu/", confirmations.unread_page, name="unread"),
    path("doi-chieu/<slug:ref>/", confirmations.provision_page, name="provision"),
    path("doi-chieu/<slug:ref>/xac-nhan/", confirmations.confirm_page, name="confirm"),
    path("xac-nhan/<uuid:confirmation>/rut/", confirmations.withdraw_page, name="withdraw-confirmation"),
    path("xac-nhan/<uuid:confirmation>/tep/", confirmations.confirmation_file, name="confirmation-file"),
    path("don-vi/", local_rules.rules_page, name="rules"),
    path("don-vi/moi/", local_rules.new_rule_page, name="new-rule"),
    path("don-vi/<uuid:rule>/", local_rules.rule_page, name="rule"),
    path("don-vi/<uuid:rule>/van-ban/", local_rules.head_page, name="rule-head"),
    path("don-vi/<uuid:rule>/tep/", local_rules.rule_file, name="rule-file"),
    path("don-vi/<uuid:rule>/ban-hanh/", local_rules.issue_page, name="issue-rule"),
    path("don-vi/<uuid:rule>/giu-lai/", local_rules.accept_page, name="accept-warning"),
    path("don-vi/<uuid:rule>/bai-bo/", local_rules.withdraw_page, name="withdraw-rule"),
    path("don-vi/<uuid:rule>/ban-moi/", local_rules.version_page, name="new-version"),
    path("don-vi/<uuid:rule>/so-sanh/<uuid:other>/", local_rules.compare_page, name="compare-versions"),
    path("don-vi/<uuid:rule>/dieu-khoan/", clauses.new_clause_page, name="new-clause"),
    path("don-vi/<uuid:rule>/dieu-khoan/<int:number>/", clauses.clause_page, name="clause"),
    path("don-vi/<uuid:rule>/dieu-khoan/<int:number>/bo/", clauses.remove_clause, name="remove-clause"),
    path("don-vi/<uuid:rule>/du-lieu/", clauses.text_page, name="rule-text"),
    path("don-vi/<uuid:rule>/quy-dinh.yaml", clauses.yaml_file, name="rule-yaml"),
]
