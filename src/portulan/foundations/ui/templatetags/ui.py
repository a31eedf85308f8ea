"""``{% load ui %}``: icons, the frame and the fonts of the base template."""

from functools import lru_cache
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from portulan.foundations.ui import icons
from portulan.foundations.ui.components import Notice, NoticeKind
from portulan.foundations.ui.frame import Frame, frame_of
from portulan.foundations.ui.manifest import map_files, preloaded_fonts
from portulan.foundations.ui.places import ANYBODY

register = template.Library()
_DRAWN_AT_MOST = 1_000
_drawn: dict[tuple[str, tuple[object, ...]], SafeString] = {}


@register.simple_tag
def icon(name: str) -> SafeString:
    """``{% icon "globe" %}``: decoration beside a word, hidden from who listens."""
    svg = '<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{}</svg>'
    return format_html(svg, mark_safe(icons.body(name)))  # noqa: S308 our own sprite


@register.simple_tag(takes_context=True)
def frame(context: dict[str, Any], *, nowhere: bool = False) -> Frame:
    """``{% frame as view %}``: places, languages, theme and sign-in for the reader of this request.

    ``nowhere`` marks no place as the current one.
    """
    return frame_of(context.get("request"), nowhere=nowhere, reader=context.get("reader") or ANYBODY)


@register.simple_tag
def surroundings(part: str, view: Frame) -> SafeString:
    """``{% surroundings "rail" view %}``: the rail, the bar or the keys, drawn once for all who see the same places
    from the same page; drawing them took half of a light page's time."""
    key = (part, view.surroundings)
    held = _drawn.get(key)
    if held is None:
        if len(_drawn) >= _DRAWN_AT_MOST:
            _drawn.clear()
        held = _drawn[key] = SafeString(render_to_string(f"ui/{part}.html", {"view": view}))
    return held


@register.filter
def as_notice(message: Message) -> Notice:
    """A message of Django's as the notice that shows it."""
    kinds: dict[str, NoticeKind] = {"success": "good", "warning": "attention", "error": "danger"}
    return Notice(text=str(message), kind=kinds.get(message.level_tag, "note"))


@register.simple_tag
def font_preloads() -> SafeString:
    """The two fonts of the first screen."""
    return _preloads(tuple(preloaded_fonts()), static(""))


@lru_cache(maxsize=8)
def _preloads(paths: tuple[str, ...], root: str) -> SafeString:
    """Written once for each build of the front end."""
    link = '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>\n'
    return format_html_join("", link, ((static(path),) for path in paths))


@register.simple_tag
def map_preloads() -> SafeString:
    """What a map will ask for, asked while the page is still being read."""
    modules, data = map_files()
    module = '<link rel="modulepreload" href="{}">\n'
    fetched = '<link rel="preload" href="{}" as="fetch" crossorigin>\n'
    return format_html_join("", module, ((static(path),) for path in modules)) + format_html_join(
        "", fetched, ((static(path),) for path in data)
    )
