"""Making an account and signing in, and what is one's own."""

from __future__ import annotations

from tests.journeys.sitemap.place import Place


def arriving() -> list[Place]:
    """Pages of those who are not signed in; those of a link need the message that holds it."""
    nothing = "00000000-0000-7000-8000-000000000000/0000"
    return [
        Place("sign-in", "/sign-in"),
        Place("sign-up", "/sign-up"),
        Place("forgotten", "/password/forgotten"),
        Place("link-asked", "/links/asked/sign-in"),
        Place("link-refused", f"/links/sign-in/{nothing}", 404),
        Place("role-invitation-refused", f"/roles/{nothing}", 404),
    ]


def own() -> list[Place]:
    """What everybody changes of their account."""
    return [
        Place("account", "/account"),
        Place("account-details", "/account/details"),
        Place("account-address", "/account/address"),
        Place("account-password", "/account/password"),
    ]


def address_asked() -> list[Place]:
    return [Place("account-address-asked", "/account/address/asked")]
