"""The secret of a second factor: what an application on a telephone makes its codes from.

It is kept encrypted with a key that follows from that of the application and from the account, so
that neither a copy of the database nor the secret of another row gives a code.
"""

from __future__ import annotations

import base64
import uuid

import pyotp
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ISSUER = "Sillage"
"""The name under which an application lists its codes."""


class SecretLost(ValueError):
    """A secret cannot be read: the key of the application is not the one it was kept with."""


def new_secret() -> str:
    """A secret of 160 bits, in base 32 (RFC 4226 asks for 128 at least)."""
    return pyotp.random_base32()


def seal(key: str, account_id: uuid.UUID, secret: str) -> str:
    """What is kept of a secret."""
    return _box(key, account_id).encrypt(secret.encode()).decode()


def unseal(key: str, account_id: uuid.UUID, sealed: str) -> str:
    """The secret that was kept.

    Raises:
        SecretLost: it cannot be read with this key, or was kept for another account.
    """
    try:
        return _box(key, account_id).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise SecretLost(account_id) from None


def provisioning_address(secret: str, email: str) -> str:
    """What the QR code says to an application (`otpauth://…`)."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def _box(key: str, account_id: uuid.UUID) -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=b"second-factor:" + account_id.bytes)
    return Fernet(base64.urlsafe_b64encode(derived.derive(key.encode())))
