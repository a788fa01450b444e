"""What is looked for on every page."""

from __future__ import annotations

import os
import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from playwright.sync_api import Page

#: WCAG 2.2 AA with everything before it, and what axe calls good practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}

#: Every text of the page, folded or not, and what is only read out or shown on pointing; texts in `code`,
#: and in boxes that no spelling is looked for in, are quoted.
ALL_WORDS = """() => {
  const said = ["aria-label", "title", "placeholder", "alt"];
  const named = [...document.querySelectorAll(said.map((name) => `[${name}]`).join(","))]
    .flatMap((element) => said.map((name) => element.getAttribute(name) ?? ""));
  const words = [document.title, ...named];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const quoted = texts.currentNode.parentElement.closest("script, style, code, textarea[spellcheck=false]");
    if (!quoted) words.push(texts.currentNode.data);
  }
  return words.join("\\n");
}"""
WIDER = """() => {
  const edge = document.documentElement.clientWidth + 1;
  const scrolls = (e) => e && (["auto", "scroll"].includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  return [...document.body.querySelectorAll("*")]
    .filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > edge)
    .filter((e) => !scrolls(e.parentElement) && !e.matches(".unseen, .skip"))
    .slice(0, 5).map((e) => e.outerHTML.slice(0, 120));
}"""

#: Signs of something that was meant for a machine, in any language.
RAW = re.compile(
    r"\b[A-Z]+_[A-Z_]+\b|\b(?:None|True|False|undefined|NaN)\b|\{\{|\}\}|\{%|%\(\w+\)|\{[a-z_]+\}"
    r"|Decimal\(|<[A-Z]\w+:|object at 0x|\b\w+=\w+\("
)


def accessibility_faults(page: Page, *, contrast_only: bool = False) -> list[str]:
    """What axe finds, one line for each kind of fault with the first place.

    A page that was looked at whole in light needs another look in dark at its contrast only.
    """
    only = {"type": "rule", "values": ["color-contrast"]} if contrast_only else {"type": "tag", "values": TAGS}
    found = Axe().run(page, options={"runOnly": only, "resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {one['help']} – {one['nodes'][0]['html'][:160]} ({len(one['nodes'])})" for one in found]


def assert_accessible(page: Page) -> None:
    """No fault at all: WCAG 2.0, 2.1 and 2.2, A and AA, and good practice."""
    assert accessibility_faults(page) == [], page.url


def stored_codes() -> frozenset[str]:
    """The codes kept in choice fields; people read words instead."""
    fields = (
        field for model in apps.get_models() if model.__module__.startswith("thidua.") for field in _fields(model)
    )
    return frozenset(str(code) for field in fields for code, _ in field.choices or () if code)


def _fields(model: type) -> list:
    return [field for field in model._meta.get_fields() if getattr(field, "choices", None)]  # type: ignore[attr-defined]


def raw_codes(page: Page) -> list[str]:
    """What stands on the page that only a machine should see. On English pages a code may be a plain word."""
    words = page.evaluate(ALL_WORDS)
    codes, plain = stored_codes(), frozenset()
    if page.locator("html").get_attribute("lang") == "en":
        plain = frozenset({"None", "self-scoring"})
        codes = frozenset(code for code in codes if "-" in code or "_" in code)
    either = "|".join(re.escape(code) for code in sorted(codes, key=len, reverse=True))
    stored = re.compile(rf"(?<![\w-])(?:{either})(?![\w-])")
    every = (found.group() for pattern in (RAW, stored) for found in pattern.finditer(words))
    return [code for code in every if code not in plain]


def assert_no_raw_codes(page: Page) -> None:
    """Every word is one that people read."""
    assert raw_codes(page) == [], page.url


def overflow(page: Page) -> list[str]:
    """What is cut off to the right on a phone; wide tables scroll inside their own box."""
    page.set_viewport_size(PHONE)
    wide: list[str] = page.evaluate(WIDER)
    page.set_viewport_size(DESK)
    return wide


def assert_fits(page: Page) -> None:
    """Usable on a phone of 360 px: the page itself never scrolls sideways."""
    assert overflow(page) == [], page.url


def shoot(page: Page, name: str) -> None:
    """Pictures of the page, wide and narrow, light and dark, where THIDUA_SHOTS names a folder."""
    folder = os.environ.get("THIDUA_SHOTS")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for size in (DESK, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.screenshot(path=f"{folder}/{name}-{scheme}-{size['width']}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
