from __future__ import annotations

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from app.accounts.queries import account_by_email
from app.accounts.second_factor.services import turn_off
from app.accounts.services import AccountError, create_account, give_role
from app.accounts.tidying import tidy
from app.cli.lookups import the_consultation
from app.cli.nightly import nightly
from app.cli.refusal import Refusal
from app.cli.writing import transaction
from app.models import Account, Role
from app.settings import current_settings

accounts = AppGroup("account", help="Accounts and their roles.")


@accounts.command("create")
@click.argument("email")
@click.argument("name")
@click.password_option(help="At least 12 characters.")
@click.option("--may-create-consultations", is_flag=True)
def create(email: str, name: str, password: str, may_create_consultations: bool) -> None:
    """Make an account."""
    try:
        with transaction() as session:
            create_account(
                session,
                email=email,
                name=name,
                password=password,
                may_create_consultations=may_create_consultations,
            )
    except AccountError as error:
        raise Refusal(str(error)) from None
    click.echo(f"Account {email} created.")


@accounts.command("tidy")
@nightly("account tidy")
def tidy_up() -> None:
    """Take away sessions and links that are over; to be run every day. Run twice, it is once."""
    with transaction() as session:
        tidied = tidy(session)
    click.echo(
        f"Taken away: {tidied.sessions} sessions, {tidied.links} links,"
        f" {tidied.failures} failed sign-ins."
    )


@accounts.command("role")
@click.argument("email")
@click.argument("role", type=click.Choice([role.value for role in Role if role != Role.VISITOR]))
@click.option("--consultation", "slug")
def role(email: str, role: str, slug: str | None) -> None:
    """Give an account its role in a consultation."""
    with transaction() as session:
        account = _account(session, email)
        consultation = the_consultation(session, slug)
        give_role(session, account_id=account.id, consultation_id=consultation.id, role=Role(role))
        click.echo(f"{email} is {role} of {consultation.slug}.")


@accounts.command("second-factor-off")
@click.argument("email")
def second_factor_off(email: str) -> None:
    """Take the second factor away from somebody who lost their phone and their recovery codes.

    Make sure first that it is they who ask: whoever reads their mail could ask in their name.
    """
    with transaction() as session:
        account = _account(session, email)
        if not account.has_second_factor:
            raise Refusal(f"{email} has no second factor.")
        turn_off(session, account, tells=current_settings().mail is not None)
    click.echo(f"The second factor of {email} is off.")


def _account(session: Session, email: str) -> Account:
    account = account_by_email(session, email.strip().lower())
    if account is None:
        raise Refusal(f"No account has the address {email!r}.")
    return account
