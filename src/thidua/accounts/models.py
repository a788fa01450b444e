"""An account signs in; the person and posts behind it live in organisations."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An account. Its groups and permissions stay empty: rights follow posts and dates."""
