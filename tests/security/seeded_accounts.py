"""What is kept of accounts and of people's rights: links, codes, mandates, requests, exports."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.links import make_link, secret_of_link
from app.accounts.people.invitations import secret_of_invitation
from app.models import (
    Account,
    ConsentText,
    ExternalIdentity,
    LinkPurpose,
    Mandate,
    MandateSource,
    MandateState,
    Membership,
    Organisation,
    OrganisationKind,
    PersonalExport,
    PrivacyRequest,
    PrivacyRequestState,
    PrivacyRight,
    RecoveryCode,
    Role,
    RoleInvitation,
    SignInFailure,
)
from app.models.types import now
from app.privacy.requesting import secret_of as secret_of_request
from tests.security.markers import AUTHOR, HOLDER, NOBODY, STEWARD, Markers


def add_account_rows(
    session: Session, mark: Markers, here, people: dict[str, Account], key: str
) -> dict[str, Any]:
    author = people["author"]
    links = {
        purpose.value: make_link(
            session,
            purpose,
            email=mark.mail("one_time_link.email", HOLDER),
            account_id=people["victim"].id,
            details={"name": mark("one_time_link.details", HOLDER)},
        )
        for purpose in LinkPurpose
    }
    old, new = links["old_address"], links["new_address"]
    old.details = {**old.details, "other": str(new.id), "new_email": new.email}
    new.details = {**new.details, "other": str(old.id), "new_email": new.email}
    expired = make_link(session, LinkPurpose.SIGN_IN, email="late@private.example")
    expired.expires_at = now() - dt.timedelta(seconds=1)
    used = make_link(session, LinkPurpose.SIGN_IN, email="used@private.example")
    used.used_at = now()
    invitation = RoleInvitation(
        consultation_id=here.id,
        email=mark.mail("role_invitation.email", STEWARD | HOLDER),
        role=Role.WRITER,
        invited_by=people["steward"].id,
        expires_at=now() + dt.timedelta(days=7),
    )
    organisation = Organisation(
        name=mark("organisation.name", AUTHOR | STEWARD),
        kind=OrganisationKind.ASSOCIATION,
        consultation_id=here.id,
    )
    session.add_all([invitation, organisation])
    session.flush()
    mandate = Mandate(
        account_id=author.id,
        organisation_id=organisation.id,
        post=mark("mandate.post", AUTHOR | STEWARD),
        state=MandateState.ASKED,
        source=MandateSource.DECLARED,
    )
    member = session.scalars(
        sa.select(Membership).where(Membership.account_id == people["participant"].id)
    ).one()
    words = mark("consent_text.words", AUTHOR | STEWARD)
    session.add_all(
        [
            mandate,
            ExternalIdentity(
                account_id=author.id,
                issuer="https://provider.example",
                subject=mark("external_identity.subject", NOBODY),
                used_at=now(),
            ),
            RecoveryCode(account_id=author.id, digest=mark.plain("recovery_code.digest", NOBODY)),
            ConsentText(
                digest=hashlib.sha256(words.encode()).hexdigest(),
                purpose="newsletter",
                language="fr",
                words=words,
            ),
            SignInFailure(
                account_digest=mark.plain("sign_in_failure.account_digest", NOBODY),
                origin_digest=mark.plain("sign_in_failure.origin_digest", NOBODY),
            ),
        ]
    )
    request = PrivacyRequest(
        consultation_id=here.id,
        key=mark.plain("privacy_request.key", NOBODY),
        right=PrivacyRight.ACCESS,
        state=PrivacyRequestState.RECEIVED,
        account_id=author.id,
        email=mark.mail("privacy_request.email", AUTHOR | STEWARD | HOLDER),
        message=mark("privacy_request.message", AUTHOR | STEWARD | HOLDER),
        due_on=now().date() + dt.timedelta(days=30),
    )
    export = PersonalExport(
        account_id=author.id,
        filename=mark("personal_export.filename", AUTHOR),
        expires_at=now() + dt.timedelta(days=7),
    )
    session.add_all([request, export])
    session.flush()
    people["erased"].erased_at = now()
    author.totp_secret = mark.plain("account.totp_secret", NOBODY)
    return {
        "links": {
            name: {"id": str(link.id), "secret": secret_of_link(key, link.id)}
            for name, link in {**links, "expired": expired, "used": used}.items()
        },
        "role_invitation": invitation,
        "role_secret": secret_of_invitation(key, invitation.id),
        "request_secret": secret_of_request(key, request.id),
        "privacy_request": request,
        "personal_export": export,
        "organisation": organisation,
        "mandate": mandate,
        "member": member,
    }
