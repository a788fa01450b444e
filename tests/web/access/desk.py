"""Everybody's own desk."""

from tests.web.access.format import EVERYBODY, Row

ROWS = {
    "desk:home": Row(GET=EVERYBODY),
}
