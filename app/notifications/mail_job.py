"""The background part of writing to people: one message after the other, each by itself."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import partial

from sqlalchemy.orm import Session

from app.jobs.progress import Progress
from app.jobs.runner import Errand, JobFailure, Step
from app.models import JobState, MailState, MailTrouble
from app.notifications import outbox
from app.notifications.letter import Letter, Sender, message_of
from app.notifications.outbox import Completion
from app.notifications.post import Interrupted, Post, Refused, Unreachable, open_post
from app.notifications.queries import number_waiting
from app.settings import current_settings


@dataclass(frozen=True)
class _Round:
    """One attempt to hand a batch over."""

    session: Session
    batch_id: uuid.UUID
    step: Step
    sender: Sender

    def hand_over(self, post: Post, letter: Letter) -> None:
        """Hand one message over, and keep what came of it.

        Raises:
            Unreachable: nothing more can be handed over; this message waits again.
        """
        mail_id = uuid.UUID(letter.key)
        try:
            post.send(message_of(letter, self.sender))
        except Refused as refusal:
            trouble = MailTrouble.REFUSED if refusal.is_final else MailTrouble.LATER
            self._fail(mail_id, trouble, str(refusal))
        except ValueError as error:
            self._fail(mail_id, MailTrouble.REFUSED, str(error))
        except Interrupted as error:
            self._fail(mail_id, MailTrouble.UNCERTAIN, str(error))
        except Unreachable:
            with self.step():
                outbox.put_back(self.session, mail_id)
            raise
        else:
            with self.step():
                outbox.handed_over(self.session, mail_id)

    def _fail(self, mail_id: uuid.UUID, trouble: MailTrouble, said: str) -> None:
        with self.step():
            outbox.failed(self.session, mail_id, trouble, said)


def deliver(
    session: Session, batch_id: uuid.UUID, progress: Progress, step: Step, *, complete: Completion
) -> None:
    """Hand over the messages of a batch that wait.

    Raises:
        JobFailure: mail is off, or the server cannot be reached; what was not sent still waits.
    """
    settings = current_settings()
    if settings.mail is None:
        raise JobFailure("mail_off")
    with step():
        outbox.fail_those_in(session, batch_id, MailState.SENDING, MailTrouble.UNCERTAIN)
        waiting = number_waiting(session, batch_id)
    sender = Sender(settings.mail_from, settings.mail_reply_to)
    one_round, done = _Round(session, batch_id, step, sender), 0
    try:
        with open_post(settings.mail) as post:
            while True:
                progress(done / max(waiting, 1), "send")
                post.open()
                with step():
                    letter = outbox.take(session, batch_id, complete)
                if letter is None:
                    return
                one_round.hand_over(post, letter)
                done += 1
    except Unreachable as error:
        raise JobFailure("mail_unreachable", why=str(error)) from None


def give_up(session: Session, batch_id: uuid.UUID, state: JobState) -> None:
    """Cancelled, the rest is not sent; failed, it waits for a person to try again."""
    outbox.fail_those_in(session, batch_id, MailState.SENDING, MailTrouble.UNCERTAIN)
    if state is JobState.CANCELLED:
        outbox.fail_those_in(session, batch_id, MailState.WAITING, MailTrouble.CANCELLED)


def mail_errand(complete: Completion) -> Errand:
    """The errand of sending mail, each message filled in by `complete` when it leaves."""
    return Errand(partial(deliver, complete=complete), give_up)
