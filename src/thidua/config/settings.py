"""Settings of a running Thi Đua; see docs for each name. Safe by default: no debug, local addresses only."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from thidua.config.environment import PROJECT, Environment, database, secret_key

env = Environment()

DATA = Path(env.text("data", str(PROJECT / "var")))
DEMONSTRATION = env.flag("demonstration", default=False)
DEBUG = False
SECRET_KEY = secret_key(DATA, env.text("secret_key"))
ALLOWED_HOSTS = env.words("hosts", ["127.0.0.1", "localhost", "[::1]"])
CSRF_FAILURE_VIEW = "thidua.foundation.pages.csrf_failure"
CSRF_TRUSTED_ORIGINS = env.words("origins", [])
HTTPS = env.flag("https", default=False)

INSTALLED_APPS = [
    "thidua.desk",
    "thidua.reports",
    "thidua.selection",
    "thidua.meetings",
    "thidua.ballots",
    "thidua.scoring",
    "thidua.registration",
    "thidua.eligibility",
    "thidua.records",
    "thidua.lawbook",
    "thidua.cycles",
    "thidua.documents",
    "thidua.organisations",
    "thidua.accounts",
    "thidua.audit",
    "thidua.foundation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "thidua.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "thidua.accounts.middleware.SignedInMiddleware",
    "thidua.accounts.middleware.OwnPasswordMiddleware",
    "thidua.organisations.middleware.ViewerMiddleware",
    "thidua.foundation.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "thidua.config.urls"
WSGI_APPLICATION = "thidua.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "thidua.foundation.pages.shell",
                "thidua.desk.views.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "thidua.foundation.templatetags.words",
            ],
        },
    }
]

DATABASES = {"default": database(env.text("database_url"), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Pages that only read need no transaction; each service opens its own.
ATOMIC_REQUESTS = False

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PROJECT / "src" / "thidua" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/tinh/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": env.text("static_storage", "whitenoise.storage.CompressedManifestStaticFilesStorage")},
}
MEDIA_ROOT = DATA / "files"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 12000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_ADAPTER = "thidua.accounts.forms.AccountWords"
ACCOUNT_FORMS = {
    "login": "thidua.accounts.forms.SignInForm",
    "change_password": "thidua.accounts.forms.NewPasswordForm",
    "reauthenticate": "thidua.accounts.forms.ConfirmPasswordForm",
}
# The session ends with the browser or after its idle hours; nobody is remembered on an office's shared machine.
ACCOUNT_SESSION_REMEMBER = False
# Wrong passwords are counted by axes, in the database; a whole office may sit behind one address.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "60/m/ip,10/300s/key"}
MFA_ADAPTER = "thidua.accounts.forms.SecondFactorWords"
MFA_FORMS = {
    "authenticate": "thidua.accounts.forms.CodeForm",
    "reauthenticate": "thidua.accounts.forms.ConfirmCodeForm",
    "activate_totp": "thidua.accounts.forms.ActivateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Thi Đua"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "thidua.accounts.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 8 * 3600
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "thidua_phien"
LANGUAGE_COOKIE_NAME = "thidua_ngon_ngu"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING"}, "axes": {"level": "ERROR"}},
}
