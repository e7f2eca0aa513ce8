"""What protects an answer: its headers, its cookies, its policy, and nothing in its body that the policy forbids."""

import re
from collections.abc import Iterator
from typing import Any

EXPECTED = {
    "X-Content-Type-Options": r"nosniff",
    "X-Frame-Options": r"DENY",
    "Referrer-Policy": r"no-referrer|same-origin",
    "Cross-Origin-Opener-Policy": r"same-origin",
    "Permissions-Policy": r".*camera=\(\).*geolocation=\(\).*",
    "Strict-Transport-Security": r"max-age=\d{8,}; includeSubDomains; preload",
    "X-Request-ID": r"[0-9a-f]{32}",
    "Cache-Control": r"private, no-store|max-age=0, no-cache, no-store, must-revalidate, private",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "connect-src": "'self'",
}
NEVER = ("Server", "X-Powered-By", "Access-Control-Allow-Origin", "ETag")
INLINE = re.compile(
    r"<style\b|<[^>]+\sstyle\s*=|<[^>]+\son[a-z]+\s*=|<script(?![^>]*\bsrc=)(?![^>]*application/json)|javascript:",
    re.IGNORECASE,
)
LOADED = re.compile(
    r"<(?:script|img|link|iframe|form|source|use)\b[^>]*?\b(?:src|href|action)=[\"']([^\"']*)", re.IGNORECASE
)


def missed(response: Any) -> Iterator[str]:
    for name, pattern in EXPECTED.items():
        if not re.fullmatch(pattern, response.headers.get(name, "")):
            yield f"{name} is “{response.headers.get(name)}”"
    yield from (f"{name} is sent" for name in NEVER if name in response.headers)
    yield from policy_misses(response.headers.get("Content-Security-Policy", ""))
    for cookie in response.cookies.values():
        if cookie.value:
            yield from cookie_misses(cookie)
    if response.headers.get("Content-Type", "").startswith("text/html") and response.content:
        yield from body_misses(response.content.decode())


def policy_misses(policy: str) -> Iterator[str]:
    """Nothing by default, scripts and styles from here only, no frame around us."""
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";") if " " in part.strip())
    for name, value in POLICY.items():
        if rules.get(name) != value:
            yield f"the policy's {name} is {rules.get(name)}"
    if re.search(r"unsafe|\*|https?:|blob:", policy):
        yield f"the policy is loose: {policy}"


def cookie_misses(cookie: Any) -> Iterator[str]:
    if not (cookie["secure"] and cookie["httponly"] and cookie["samesite"] in {"Lax", "Strict"}):
        yield f"the cookie {cookie.key} is not secure, hidden from scripts and kept to this site"
    if cookie["domain"]:
        yield f"the cookie {cookie.key} goes to other hosts"


def body_misses(body: str) -> Iterator[str]:
    if found := INLINE.search(body):
        yield f"inline: {found[0]}"
    for address in LOADED.findall(body):
        if re.match(r"(https?:)?//", address):
            yield f"loads {address}"
    title = re.search(r"<title>\s*(.*?)\s*</title>", body, re.DOTALL)
    if not title or not title[1]:
        yield "no title"
    if '<html lang="' not in body:
        yield "no language"
