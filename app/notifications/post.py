"""Handing messages over: to a mail server, or as files of a directory."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from typing import Protocol

from environment.services import MailDirectory, SmtpServer

TIMEOUT = 30.0
"""Seconds that a mail server may stay silent."""


class Refused(Exception):
    """This message is not taken: for good (`is_final`), or only now. The text is the server's."""

    def __init__(self, said: str, *, is_final: bool) -> None:
        super().__init__(said)
        self.is_final = is_final


class Interrupted(Exception):
    """The connection was lost meanwhile: the message may have left."""


class Unreachable(Exception):
    """There is no server to hand anything to, or it does not let us in. Nothing has left."""


class Post(Protocol):
    """Where messages are handed over."""

    def open(self) -> None:
        """Be ready for the next message; called before each. Raises Unreachable."""

    def send(self, message: EmailMessage) -> None:
        """Raises Refused, Interrupted, Unreachable."""

    def close(self) -> None: ...


class DirectoryPost:
    """Each message is a file, named by its Message-ID."""

    def __init__(self, directory: MailDirectory) -> None:
        self._path = directory.path

    def open(self) -> None:
        try:
            self._path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unreachable(str(error)) from None

    def send(self, message: EmailMessage) -> None:
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        try:
            (self._path / f"{name}.eml").write_bytes(message.as_bytes())
        except OSError as error:
            raise Unreachable(str(error)) from None

    def close(self) -> None:
        pass


class SmtpPost:
    """A mail server, spoken to over one connection for many messages."""

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._connection: smtplib.SMTP | None = None

    def open(self) -> None:
        if self._connection is not None and self._connection.sock is not None:
            return
        try:
            self._connection = _connected(self._server)
        except (smtplib.SMTPException, OSError) as error:
            raise Unreachable(_said(error)) from None

    def send(self, message: EmailMessage) -> None:
        assert self._connection is not None
        try:
            self._connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            raise Refused(_text(code, said), is_final=500 <= code < 600) from None
        except smtplib.SMTPSenderRefused as error:
            raise Unreachable(_said(error)) from None
        except smtplib.SMTPDataError as error:
            final = 500 <= error.smtp_code < 600
            raise Refused(_said(error), is_final=final) from None
        except (smtplib.SMTPNotSupportedError, ValueError) as error:
            raise Refused(str(error), is_final=True) from None
        except (smtplib.SMTPException, OSError) as error:
            self._forget()
            raise Interrupted(_said(error)) from None

    def close(self) -> None:
        if self._connection is not None:
            # Everything was handed over: a server that does not say goodbye harms nobody.
            with suppress(smtplib.SMTPException, OSError):
                self._connection.quit()
            self._forget()

    def _forget(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


@contextmanager
def open_post(where: SmtpServer | MailDirectory) -> Iterator[Post]:
    """The post of these settings, open.

    Raises:
        Unreachable: on entering.
    """
    post: Post = SmtpPost(where) if isinstance(where, SmtpServer) else DirectoryPost(where)
    post.open()
    try:
        yield post
    finally:
        post.close()


def _connected(server: SmtpServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT, context=context
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    try:
        if server.security == "starttls":
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _text(error.smtp_code, error.smtp_error)
    return str(error) or type(error).__name__


def _text(code: int, said: bytes | str) -> str:
    """One printable line of what the server answered: it is shown to a steward."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} " + "".join(c if c.isprintable() else " " for c in words)[:250]
