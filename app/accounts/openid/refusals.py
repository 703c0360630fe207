"""Why nobody is signed in. Each holds a word for the log, never what was received."""

from __future__ import annotations


class ProviderUnreachable(RuntimeError):
    """The provider does not answer, or not in time."""


class ProviderFailed(ValueError):
    """What the provider says cannot be believed."""


class ComingBackRefused(ValueError):
    """Whoever comes back did not leave from this browser, or left too long ago, or came already."""


class GivenUp(ValueError):
    """The provider says that the person did not sign in there."""


class AddressNotChecked(ValueError):
    """Nobody checked that the address is theirs: no account is made of it."""


class SignInFirst(ValueError):
    """There is an account with this address: its owner signs in to it, then links the two."""


class LinkedElsewhere(ValueError):
    """This identity belongs to another account."""
