"""The headers that an answer of ours carries, whatever it is."""

from __future__ import annotations

from tests.security.outsider import Answer

SHOWN_ELSEWHERE = frozenset({"sharing.card", "sharing.framed", "sharing.picture"})
"""What other sites show: the badge and the pictures beside links."""
FOR_PROGRAMS = ("api.", "api_description.")
"""What programs of other sites read."""
FOR_EVERYBODY = SHOWN_ELSEWHERE | {
    "bootstrap.static",
    "feeds.box",
    "feeds.consultation",
    "feeds.decisions",
    "feeds.theme",
    "governance.calendar",
    "meetings.calendar",
    "static",
}
"""The same for everybody: caches may keep them, as they may what is for programs."""


def missing_headers(answer: Answer, endpoint: str = "") -> list[str]:
    """Which of the promises of `docs/security.md` its headers do not keep."""
    is_framed = endpoint in SHOWN_ELSEWHERE
    is_shared = endpoint.startswith(FOR_PROGRAMS)
    told = answer.headers
    policy, kind = told.get("content-security-policy", ""), told.get("content-type", "")
    checks = {
        "nosniff": told.get("x-content-type-options") == "nosniff",
        "default-src": "default-src 'none'" in policy,
        "unsafe": "unsafe" not in policy,
        "frame-ancestors": is_framed or "frame-ancestors 'none'" in policy,
        "base-uri": "base-uri 'none'" in policy,
        "form-action": "form-action 'self'" in policy,
        "hsts": "max-age=31536000" in told.get("strict-transport-security", ""),
        "referrer": bool(told.get("referrer-policy")),
        "opener": told.get("cross-origin-opener-policy") == "same-origin",
        "resource": is_framed or told.get("cross-origin-resource-policy") == "same-origin",
        "permissions": "camera=()" in told.get("permissions-policy", ""),
        "server": not told.get("server") and not told.get("x-powered-by"),
        "charset": "text/" not in kind or "charset=utf-8" in kind.lower(),
        "sharing": is_shared or "access-control-allow-origin" not in told,
    }
    return [name for name, is_right in checks.items() if not is_right]


def told_to_caches(answer: Answer, endpoint: str) -> list[str]:
    """What is wrong with what caches are told: a page of a person stays out of them."""
    is_for_all = endpoint in FOR_EVERYBODY or endpoint.startswith(FOR_PROGRAMS)
    if is_for_all and answer.status < 400:
        return ["a cookie with what caches keep"] if "set-cookie" in answer.headers else []
    is_kept_out = "no-store" in answer.headers.get("cache-control", "")
    is_told_apart = "cookie" in answer.headers.get("vary", "").lower()
    return [] if is_kept_out and is_told_apart else ["caches"]
