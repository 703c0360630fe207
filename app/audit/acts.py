"""Which acts are written down by themselves, and their names on the screen."""

from __future__ import annotations

from app.audit.sentences import GROUPS, Group

SENTENCES = {act: sentence for group in GROUPS for act, sentence in group.acts.items()}
ACTS_BY_GROUP = {group.name: group for group in GROUPS}

QUIET = {
    "tables.add": "a note every few seconds while a workshop goes on; it says itself who wrote it",
    "scoring.give": "scores are saved many times; `scoring.done` is written down",
    "talk.say": "a comment says itself who wrote it, and when",
    "talk.see": "what somebody read is nobody's business",
    "ranking.say_on": "a comment, as `talk.say`",
    "tables.take": "notes kept on the device, sent as they are written",
    "tables.change_wall": "notes are moved by the second while the room watches",
    "coding.take": "shows the next excerpt, and decides nothing",
    "coding.decide": "an excerpt every few seconds; each decision says itself who made it",
    "coding.undo": "a decision is never erased: the one that takes it back says who did",
    "coded.decide": "as coding.decide, of an excerpt that was opened by itself",
    "coded.take_back": "as coding.undo",
    "agreement.settle_it": "as coding.decide, of an excerpt on which two people differed",
    "check_in.act": "a person every few seconds at the door",
    "check_in.acts": "the same, kept on the device and sent together",
    "questionnaire_items.preview": "shows a question while it is written, and keeps nothing",
    "strategy_lines.word": "also looks and searches; each revision says whose it is",
    "strategy_lines.preview": "shows a line while it is written, and keeps nothing",
    "strategy_lines.pen": "a courtesy of ten minutes, which nobody needs to know later",
    "basket.add": "a basket is its owner's alone: what somebody means to quote is their own affair",
    "basket.remove": "the same",
    "basket.empty": "the same",
    "basket.put_back": "the same",
    "basket.tidy": "the same",
    "basket.move": "the same",
    "basket.note": "the same",
    "saved_searches.new": "a search is kept for its owner, who may share it: its row says who",
    "saved_searches.edit": "the same",
    "saved_searches.delete": "the same",
    "second_factor.begin": "makes a secret that counts for nothing before its first code",
    "second_factor.set_up": "written down once it counts: second_factor.turned_on",
    "second_factor.renew_codes": "written down as second_factor.codes_renewed",
    "second_factor.turn_off": "written down as second_factor.turned_off",
    "second_factor.codes_file": "hands over the codes that its reader sees",
    "openid.link": "leads to the identity provider; written down on the way back: openid.linked",
    "openid.unlink": "written down as openid.unlinked",
    "privacy_requests.take_in_hand": "written down as privacy_request.in_hand",
    "privacy_requests.answer": "written down with what was decided: privacy_request.granted…",
    "privacy_requests.erase": "written down with what was erased: privacy_request.erased",
    "breaches.show": "written down with what was looked for: breach.examined",
    "breaches.addresses": "written down with what was looked for: breach.addresses_taken",
    "rights.erase": "written down with the choice: rights.erased",
    "organisation_desk.end": "written down with the reason: mandate.ended",
    "people.member": "written down with the role before it: role.changed",
    "people.take_away": "written down with the role before it: role.taken_away",
    "people.second_factor": "written down with what was chosen: second_factor.required",
    "people.invite": "written down for each invitation: role.invited",
    "people.invite_again": "written down with the role: role.invited_again",
    "people.withdraw": "written down with the role: role.withdrawn",
}
"""Endpoints of which nothing is written down by itself, and why."""

TAKEN_AWAY = frozenset(
    {
        "audit.as_csv",
        "basket.export",
        "documents.original",
        "exchange.as_project",
        "exchange.as_table",
        "exports.as_csv",
        "exports.as_xlsx",
        "idea_import.bad_rows",
        "organisation_desk.as_csv",
        "imports.bad_rows",
        "moderation_log.as_csv",
        "questionnaire_export.as_csv",
        "questionnaire_export.as_ods",
        "questionnaire_export.as_sav",
        "questionnaire_export.as_xlsx",
        "questionnaire_files.show",
        "reading.concordance_csv",
        "ranking.as_csv",
        "registrations.as_csv",
        "registrations.as_xlsx",
        "rights.download",
        "themes.corpus_csv",
        "workshop_printing.attendance_sheet",
        "workshop_printing.seating_plan",
    }
)
"""Pages that hand over what people said or who they are: whoever opens one is written down."""


def sentence(act: str) -> str:
    """What an act is called, in the language of the page; its code where nobody named it."""
    return str(SENTENCES.get(act, act))


def group_of(name: str) -> Group | None:
    """The acts that are looked for together under a name."""
    return ACTS_BY_GROUP.get(name)
