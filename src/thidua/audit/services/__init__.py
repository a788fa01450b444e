"""Append an event; guard tables against every change but adding."""

from thidua.audit.services.events import Actor, Subject, record

__all__ = ["Actor", "Subject", "record"]
