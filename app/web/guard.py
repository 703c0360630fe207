"""Who may open which page. Every route is guarded or declared public; a test checks it."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from flask import abort, current_app, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.consultations.queries import consultation_by_slug, role_of
from app.extensions import current_session
from app.models import Account, Consultation, Role
from app.web.redirects import current_path
from app.web.signing_in import current_sign_in

P = ParamSpec("P")
R = TypeVar("R")
View = Callable[P, ResponseReturnValue]
Permission = Callable[[Role], bool]
Opening = Callable[..., bool]
SECOND_FACTOR_ROLES = (Role.WRITER, Role.STEWARD)
"""Those of whom a consultation may ask a second factor."""


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Declare a page that anybody may open, on purpose."""
    view.guard = "public"  # type: ignore[attr-defined]
    return view


def requires(
    permission: Permission, *, or_when: Opening | None = None
) -> Callable[[View[P]], View[P]]:
    """Guard a page of a consultation (`slug` in its address).

    Sets `g.consultation` and `g.role`. A draft does not exist for those who have no role in it.
    `or_when` opens the page to everybody where what it shows was made public: it gets the
    consultation and the arguments of the view.
    """

    def decorate(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            consultation, full_role, role = _seen(str(kwargs.pop("slug")))
            g.consultation, g.role = consultation, role
            if not permission(role) and not (or_when and or_when(consultation, **kwargs)):
                return _ask_second_factor() if permission(full_role) else _refuse()
            return view(*args, **kwargs)

        guarded.guard = permission  # type: ignore[attr-defined]
        guarded.is_opened = or_when is not None  # type: ignore[attr-defined]
        return guarded

    return decorate


def everybody(_role: Role) -> bool:
    """Anybody, once the consultation is public; nobody is asked who they are."""
    return True


def to_everybody(view: View[P]) -> View[P]:
    """Guard what is the same for everybody once the consultation is public.

    Nobody is asked who they are, so that no cookie comes in or goes out and caches may keep it.
    """

    @functools.wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        consultation = consultation_by_slug(current_session(), str(kwargs.pop("slug")))
        if consultation is None or not consultation.is_public:
            abort(404)
        g.consultation, g.role, g.is_for_everybody = consultation, Role.VISITOR, True
        return view(*args, **kwargs)

    guarded.guard = everybody  # type: ignore[attr-defined]
    return guarded


def requires_account(permission: Callable[[Account], bool]) -> Callable[[View[P]], View[P]]:
    """Guard a page that belongs to no consultation."""

    def decorate(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if not current_user.is_authenticated or not permission(current_user):
                return _refuse()
            return view(*args, **kwargs)

        guarded.guard = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def allows(endpoint: str, role: Role | None = None) -> bool:
    """Whether the guard of another page of this consultation would let this person in, or a role.

    Links and buttons ask this, so that nobody is shown a door that is closed.
    """
    view: Any = current_app.view_functions[endpoint]
    permission: Permission = view.guard
    return permission(role or g.get("role", Role.VISITOR))


def opens(endpoint: str) -> bool:
    """As `allows`, of a page that this installation may not have."""
    return endpoint in current_app.view_functions and allows(endpoint)


def account_id_of_current_user() -> uuid.UUID | None:
    return current_user.id if current_user.is_authenticated else None


def current_account() -> Account:
    """The account that is signed in, on a page that `requires_account` or asked whether there is
    one."""
    account: Account = current_user._get_current_object()
    return account


def current_consultation() -> Consultation:
    """The consultation that `requires` found for this request."""
    consultation: Consultation = g.consultation
    return consultation


def current_role() -> Role:
    """What the person who asks is in this consultation."""
    role: Role = g.role
    return role


def visible_consultation(slug: str) -> Consultation:
    """The consultation with this address, on a page that belongs to none. One that this person
    may not see does not exist."""
    return _seen(slug)[0]


def _seen(slug: str) -> tuple[Consultation, Role, Role]:
    """A consultation, the role of this person in it, and the one that counts now."""
    consultation = consultation_by_slug(current_session(), slug)
    if consultation is None:
        abort(404)
    full_role = role_of(current_session(), consultation.id, account_id_of_current_user())
    role = _role_by_sign_in(consultation, full_role)
    if not consultation.is_public and role is Role.VISITOR:
        abort(404)
    return consultation, full_role, role


def _role_by_sign_in(consultation: Consultation, role: Role) -> Role:
    """The role that counts now: a team that must give a second factor is none before it did."""
    if not consultation.second_factor_for_team or role not in SECOND_FACTOR_ROLES:
        return role
    sign_in = current_sign_in()
    return role if sign_in is not None and sign_in.has_second_factor else Role.PARTICIPANT


def _ask_second_factor() -> ResponseReturnValue:
    """Somebody whose role opens the page, once they gave a code of their second factor."""
    flash(_("This consultation asks its team for a second factor: a code from your phone."), "info")
    back = current_path() if request.method == "GET" else None
    return redirect(url_for("second_factor.ask", next=back))


def _refuse() -> ResponseReturnValue:
    """Somebody unknown is asked to sign in; somebody known may not come in."""
    if current_user.is_authenticated:
        abort(403)
    flash(_("Sign in to open this page."), "info")
    back = current_path() if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=back))
