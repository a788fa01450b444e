"""What each verb of the history is called. A verb without words fails a test. Pure."""

from __future__ import annotations

from thidua.core.text import Text, say

WORDS: dict[str, Text] = {
    # organisations
    "begin": say("đã lập người quản trị đầu tiên"),
    "add-unit": say("đã thêm đơn vị"),
    "rename-unit": say("đã đổi tên đơn vị"),
    "move-unit": say("đã chuyển đơn vị cấp trên"),
    "merge-units": say("đã ghi nhận sáp nhập"),
    "split-unit": say("đã ghi nhận chia tách"),
    "abolish-unit": say("đã ghi nhận giải thể"),
    "undo-reorganisation": say("đã hoàn tác việc sắp xếp đơn vị"),
    "add-person": say("đã thêm cá nhân"),
    "correct-person": say("đã sửa họ tên"),
    "give-post": say("đã ghi nhận chức vụ"),
    "end-post": say("đã ghi nhận thôi giữ chức vụ"),
    "make-account": say("đã lập tài khoản"),
    "reset-password": say("đã cấp lại mật khẩu"),
    "close-account": say("đã khóa tài khoản"),
    "open-account": say("đã mở lại tài khoản"),
    "create-cluster": say("đã lập cụm"),
    "correct-cluster": say("đã sửa thông tin cụm"),
    "change-organiser": say("đã chuyển cơ quan tổ chức cụm"),
    "add-member": say("đã thêm thành viên cụm"),
    "end-membership": say("đã kết thúc tư cách thành viên cụm"),
    "set-office": say("đã ghi nhận cụm trưởng hoặc cụm phó"),
    "end-office": say("đã kết thúc nhiệm kỳ cụm trưởng hoặc cụm phó"),
    "delegate": say("đã ủy quyền cho cụm phó"),
    "withdraw-delegation": say("đã rút ủy quyền"),
    "shorten-delegation": say("đã rút ngắn ủy quyền"),
    # documents and letterheads
    "issue-paper": say("đã phát hành văn bản"),
    "keep-letterhead": say("đã lưu thể thức văn bản của đơn vị"),
    "edit-paper": say("đã sửa lời văn của dự thảo văn bản"),
    "sign-on-screen": say("đã ký trên hệ thống"),
    "sign-on-paper": say("đã nộp bản quét có chữ ký"),
    # cycles: steps added later
    "add-step": say("đã thêm bước vào năm thi đua"),
    # scoring: criteria tables
    "create-table": say("đã lập bảng tiêu chí"),
    "clone-table": say("đã lập bảng tiêu chí từ bảng đã có"),
    "change-table-settings": say("đã sửa thông tin chung của bảng tiêu chí"),
    "add-criterion": say("đã thêm tiêu chí"),
    "change-criterion": say("đã sửa tiêu chí"),
    "move-criterion": say("đã chuyển vị trí tiêu chí"),
    "remove-criterion": say("đã xóa tiêu chí"),
    "import-table": say("đã nhập bảng tiêu chí từ tệp"),
    "assign-verifiers": say("đã giao đơn vị thẩm định"),
    "decide-not-applicable": say("đã xác định tiêu chí không áp dụng"),
    "lift-not-applicable": say("đã bỏ quyết định không áp dụng"),
    "accept-check": say("đã chấp nhận một cảnh báo"),
    "reopen-check": say("đã bỏ chấp nhận một cảnh báo"),
    "publish-table": say("đã ban hành bảng tiêu chí"),
    "replace-table": say("đã thay bảng tiêu chí bằng bản mới"),
    "withdraw-table": say("đã hủy dự thảo bảng tiêu chí"),
    # scoring: verification and agreement
    "open-sheets": say("đã mở các phiếu để thẩm định"),
    "accept-line": say("đã chấp nhận điểm tự chấm"),
    "change-line": say("đã điều chỉnh điểm khi thẩm định"),
    "return-line": say("đã trả lại để đơn vị bổ sung"),
    "agree-line": say("đã ghi điểm thống nhất"),
    "settle-sheet": say("đã thẩm định xong phiếu"),
    "reopen-sheet": say("đã mở lại phiếu để thẩm định tiếp"),
    "send-circulation": say("đã gửi bảng điểm lấy ý kiến"),
    "open-circulation": say("đã mở bảng điểm lấy ý kiến"),
    "close-circulation": say("đã kết thúc lấy ý kiến"),
    "raise-objection": say("đã nêu ý kiến đề nghị điều chỉnh"),
    "withdraw-objection": say("đã rút ý kiến"),
    "propose-outcome": say("đã đề xuất kết quả giải quyết ý kiến"),
    "sign-outcome": say("đã ký kết quả giải quyết ý kiến"),
    "close-objection": say("đã thống nhất kết quả giải quyết ý kiến"),
    "load-demonstration": say("đã nạp dữ liệu minh hoạ"),
    # cycles
    "open-cycle": say("đã mở năm thi đua"),
    "set-stage-days": say("đã đặt ngày cho bước"),
    "state-deadline": say("đã ghi thời hạn nêu trong văn bản"),
    "choose-deadline": say("đã chọn thời hạn"),
    "extend-deadline": say("đã gia hạn"),
    "archive-cycle": say("đã đưa năm thi đua vào lưu trữ"),
    # scoring: sheets and evidence
    "prepare-sheet": say("đã lập phiếu tự chấm"),
    "save-line": say("đã lưu dòng tự chấm"),
    "choose-fields": say("đã chọn nội dung tự chọn"),
    "submit-sheet": say("đã gửi phiếu tự chấm"),
    "recall-sheet": say("đã thu hồi phiếu tự chấm"),
    "resubmit-line": say("đã gửi lại dòng bị trả"),
    "add-evidence": say("đã thêm minh chứng"),
    "cite-evidence": say("đã dẫn minh chứng vào dòng chấm"),
    "change-pages": say("đã sửa số trang minh chứng"),
    "stop-citing-evidence": say("đã bỏ dẫn minh chứng khỏi dòng chấm"),
    "withdraw-evidence": say("đã rút minh chứng"),
    "take-over-workbook": say("đã nhận số liệu từ tệp Excel"),
    # registration: the pledge
    "start-pledge": say("đã lập dự thảo giao ước thi đua"),
    "save-pledge": say("đã sửa dự thảo giao ước thi đua"),
    "ask-pledge-comments": say("đã gửi dự thảo giao ước lấy ý kiến"),
    "comment-pledge": say("đã góp ý dự thảo giao ước"),
    "answer-pledge-comment": say("đã trả lời ý kiến góp ý"),
    "open-pledge-signing": say("đã mở ký kết giao ước thi đua"),
    "reopen-pledge": say("đã mở lại dự thảo giao ước để sửa"),
    "close-pledge": say("đã kết thúc ký kết giao ước thi đua"),
    "resume-pledge": say("đã mở lại việc ký kết giao ước thi đua"),
}

SOMETHING = say("đã thực hiện một thay đổi")


def told(verb: str, actor_name: str) -> Text:
    """Who did what, as a sentence: “Nguyễn Văn An đã gia hạn.”"""
    return say("{who} {did}.", who=actor_name, did=WORDS.get(verb, SOMETHING))
