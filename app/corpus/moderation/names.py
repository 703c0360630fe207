"""The names on the screen of alerts and of the piles of the queue."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.corpus.moderation.alerts import Alert
from app.corpus.moderation.piles import Pile

ALERTS: dict[Alert, LazyString] = {
    Alert.EMAIL: _l("E-mail address in the words"),
    Alert.PHONE: _l("Telephone number"),
    Alert.ADDRESS: _l("Postal address"),
    Alert.SOCIAL_SECURITY: _l("Social security number"),
    Alert.IBAN: _l("Bank account"),
    Alert.CARD: _l("Payment card"),
    Alert.MANY_LINKS: _l("Many links"),
    Alert.SHORT_LINK: _l("Link that hides where it leads"),
    Alert.REPEATED: _l("Same words posted before"),
    Alert.FLOOD: _l("Same words posted many times"),
    Alert.REFUSED_BEFORE: _l("Same words refused before"),
    Alert.SIMILAR: _l("Nearly the same words posted before"),
    Alert.CAPITALS: _l("Written in capitals"),
    Alert.STUTTER: _l("One sign repeated many times"),
    Alert.VERY_SHORT: _l("Very short"),
    Alert.ROBOT_FIELD: _l("A hidden field was filled in, as robots do"),
    Alert.ROBOT_SPEED: _l("Sent faster than anybody writes"),
}

PILES: dict[Pile, LazyString] = {
    Pile.APPEALED: _l("Appeals"),
    Pile.HELD: _l("Held"),
    Pile.ALERTS: _l("With an alert"),
    Pile.UNSEEN: _l("Not looked at"),
    Pile.SEEN: _l("Looked at"),
    Pile.REJECTED: _l("Refused contributions"),
    Pile.MASKED: _l("With masked words"),
}
