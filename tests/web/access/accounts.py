"""Signing in and out, the own password and second factor: for everybody, each for the own account."""

from tests.web.access.format import EVERYBODY, ROLES, Row, only

AWAY = only(302, *ROLES)  # somebody signed in has no business there, or has to confirm first who they are

ROWS = {
    "account_login": Row(GET=AWAY, POST=AWAY, anonymous=200),
    # Off, outside the demonstration: test_account_pages.py shows it on.
    "sign_in_as": Row(POST=only(404), anonymous=405),
    "account_logout": Row(GET=EVERYBODY, POST=AWAY),
    "account_reauthenticate": Row(GET=EVERYBODY, POST=EVERYBODY),
    "account_change_password": Row(GET=EVERYBODY, POST=EVERYBODY),
    "mfa_index": Row(GET=EVERYBODY),
    "mfa_authenticate": Row(GET=AWAY, POST=AWAY),
    "mfa_reauthenticate": Row(GET=AWAY, POST=AWAY),
    "mfa_activate_totp": Row(GET=AWAY, POST=AWAY),
    # Nobody in the world has a second factor; test_account_pages.py goes through its whole life.
    "mfa_deactivate_totp": Row(GET=only(404), POST=only(404)),
    "mfa_view_recovery_codes": Row(GET=only(404)),
    "mfa_generate_recovery_codes": Row(GET=AWAY, POST=AWAY),
    "mfa_download_recovery_codes": Row(GET=only(404)),
    "set_language": Row(POST=AWAY, data={"language": "en"}, anonymous=405),
}
