"""An account signs in; the person and posts behind it live in organisations."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """An account. Its groups and permissions stay empty: rights follow posts and dates."""

    # The password is one that somebody else has seen: nothing else is done before it is changed.
    password_is_lent = models.BooleanField(default=False)
