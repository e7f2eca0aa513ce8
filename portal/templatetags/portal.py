"""Tags of the components: shapes of the states and the small pictures made of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate

from portal.charts import Bar, lengths, marks, periods, place, posts, stacked, years

register = template.Library()

SHAPES = {
    "covered": '<circle cx="8" cy="8" r="7"/>',
    "in_hand": '<circle cx="8" cy="8" r="6.5" fill="none" stroke-width="2"/><path d="M8 1a7 7 0 0 0 0 14z"/>',
    "silent": '<circle cx="8" cy="8" r="6.5" fill="none" stroke-width="2"/>',
    "not_asked": '<circle cx="8" cy="8" r="2"/>',
}
"""Full, half, empty, a dot: told apart without color, and in print."""


@register.simple_tag
def shape(state: str) -> SafeString:
    """The shape of a coverage state; the word must stand beside it."""
    drawn = mark_safe(SHAPES.get(state.lower(), SHAPES["not_asked"]))  # noqa: S308 constants of this file
    return format_html('<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>', drawn)


@register.simple_tag
def stage_shape(state: str) -> SafeString:
    """Where a step of a way stands: full, half, empty."""
    return shape({"done": "covered", "now": "in_hand"}.get(state, "silent"))


@register.filter
def beside(cells: Sequence[Any], columns: Sequence[Any]) -> Iterable[tuple[Any, Any]]:
    """Pairs of cell and its column, so that a stacked row can name its cells."""
    return zip(cells, columns, strict=False)


@register.simple_tag
def totals_bar(totals: Mapping[str, int]) -> SafeString:
    """The four totals as one bar; says nothing that the words beside it do not say."""
    states = [state for state in SHAPES if totals.get(state)]
    bars = zip(states, stacked([totals[state] for state in states]), strict=True)
    drawn = format_html_join(
        "", '<rect class="is-{}" x="{}%" width="{}%" y="1" height="22"/>', ((s, b.x, b.width) for s, b in bars)
    )
    return _picture("bar", 24, drawn)


@register.simple_tag
def timeline_picture(spans: Sequence[Any], until: date | None = None) -> SafeString:
    """The bar over a list of spans (each with `from`, `to` or None, `state`), with the years under it."""
    end = until or localdate() + timedelta(days=1)
    dated = [(_of(span, "from"), _of(span, "to") or end) for span in spans]
    bars = zip((_of(span, "state") for span in spans), periods(dated), strict=True)
    drawn = format_html_join(
        "", '<rect class="is-{}" x="{}%" width="{}%" y="1" height="22"/>', (_drawn(s, b) for s, b in bars)
    )
    first, last = min(start for start, _ in dated), max(stop for _, stop in dated)
    ticks = format_html_join(
        "",
        '<line class="axis" x1="{0}%" x2="{0}%" y1="24" y2="32"/><text x="{0}%" y="46">{1}</text>',
        _ticks(first, last),
    )
    return _picture("timeline__picture", 56, drawn + ticks)


@register.simple_tag
def lengths_picture(lengths: Mapping[str, Any], whole: int) -> SafeString:
    """How long one thing takes: a bar, a thinner one for one's own beside it, and a line at the target."""
    bars = [_lengths(lengths["all"], whole, 3, 14)] if lengths["all"] else []
    bars += [_lengths(lengths["own"], whole, 20, 6)] if lengths["own"] else []
    target = format_html('<line class="target" x1="{0}%" x2="{0}%" y1="0" y2="28"/>', place(lengths["target"], whole))
    return _picture("lengths", 28, format_html_join("", "{}", ((bar,) for bar in [*bars, target])))


def _lengths(facts: Any, whole: int, top: int, height: int) -> SafeString:
    drawn = (
        (name, bar.x, max(bar.width, 0.2), top, height)
        for name, bar in lengths(facts.median, facts.ninetieth, facts.longest, whole)
    )
    return format_html_join("", '<rect class="{}" x="{}%" width="{}%" y="{}" height="{}"/>', drawn)


@register.simple_tag
def scale_picture(whole: int) -> SafeString:
    """The axis under bars from 0 to `whole`."""
    return _picture(
        "lengths",
        24,
        format_html_join(
            "",
            '<line class="axis" x1="{0}%" x2="{0}%" y1="0" y2="6"/><text x="{0}%" y="20">{1}</text>',
            ((place(mark, whole), mark) for mark in marks(whole)),
        ),
    )


@register.simple_tag
def key_picture(name: str) -> SafeString:
    """A piece of such a bar, for the words that explain it."""
    line, bar = (
        '<line class="{}" x1="50%" x2="50%" y1="0" y2="14"/>',
        '<rect class="{}" width="100%" y="1" height="12"/>',
    )
    return _picture("lengths lengths--key", 14, format_html(line if name == "target" else bar, name))


@register.simple_tag
def amount_picture(number: int, whole: int) -> SafeString:
    """One number as a bar on a scale from 0 to `whole`; the number beside it says the same."""
    drawn = format_html('<rect class="half" x="0" width="{}%" y="3" height="14"/>', place(number, whole))
    return _picture("lengths", 20, drawn)


@register.simple_tag
def past_picture(numbers: Sequence[int | None], whole: int) -> SafeString:
    """A row of numbers as upright bars on an axis from 0 to `whole`; the numbers beside it say the same."""
    known = [post for post in posts(numbers, whole) if post.height is not None]
    drawn = ((post.x, post.width, 100 - (post.height or 0), post.height) for post in known)
    bars = format_html_join("", '<rect x="{}%" width="{}%" y="{}%" height="{}%"/>', drawn)
    return _picture("past", 28, bars + mark_safe('<line x1="0" x2="100%" y1="100%" y2="100%"/>'))


def _ticks(first: date, last: date) -> Iterable[tuple[float, int]]:
    return ((x, year) for year, x in years(first, last))


def _drawn(state: str, bar: Bar) -> tuple[str, float, float]:
    return state, bar.x, max(bar.width, 0.2)


def _of(span: Any, name: str) -> Any:
    return span[name] if isinstance(span, Mapping) else getattr(span, name)


def _picture(name: str, height: int, drawn: SafeString) -> SafeString:
    frame = '<svg class="{}" width="100%" height="{}" aria-hidden="true" focusable="false">{}</svg>'
    return format_html(frame, name, height, drawn)
