"""The processing activities: what personal data is handled, why, for how long (GDPR, article 30).

They say what the tables of `app/models/` really hold: whoever adds a personal column adds it here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flask_babel import lazy_gettext as _l

from app.models import Channel
from app.privacy.processings import Basis, Declaration, Months, Processing

_TEAM = _l("The team of the consultation.")
_TEAM_AND_EVERYBODY = _l(
    "The team of the consultation; everybody, for the words that are published and the signatures"
    " that their authors chose to show."
)
_THEMSELVES = _l("The person, and the administrators of the platform.")
_WHO_TAKES_PART = _l("People who take part in the consultation.")
_WORDS_STAY = _l("The words stay in the corpus without anything that leads to their author.")


DECLARATIONS: Mapping[Processing, Declaration] = MappingProxyType(
    {
        Processing.ACCOUNTS: Declaration(
            name=_l("Accounts and team"),
            purpose=_l(
                "Let people sign in, take part under their own name or for an organisation, and"
                " give the team its roles."
            ),
            data=_l(
                "Name, e-mail address, language, password (its digest), secret of the second"
                " factor (encrypted), recovery codes (their digests), identifier and SIRET given"
                " by an identity provider, open sessions (browser, dates), links sent by e-mail,"
                " mandates and posts in organisations, roles and invitations to a role."
            ),
            people=_l("People who have an account, and those who are invited to a role."),
            recipients=_l(
                "The team of the consultation for names, roles and mandates; the administrators"
                " of the platform; the mail service that carries the messages."
            ),
            basis=Basis.PUBLIC_TASK,
            keeping=_l(
                "For as long as the person keeps the account: they may erase it. The address of who"
                " does not answer an invitation to a role: 30 days after its link expired."
            ),
            is_optional=True,
        ),
        Processing.SECURITY: Declaration(
            name=_l("Security"),
            purpose=_l(
                "Tell one browser from another so that nobody counts twice, slow down those who"
                " guess passwords or codes, and find bursts of automatic support."
            ),
            data=_l(
                "Digest of a mark kept in a cookie, digests of the network address and of the"
                " address typed at a failed sign-in, digest of the network of supports and votes."
            ),
            people=_l("Everybody who sends something to the platform."),
            recipients=_THEMSELVES,
            basis=Basis.LEGAL_OBLIGATION,
            keeping=_l(
                "Failed sign-ins: about an hour. Networks of supports and votes: 30 days. The mark"
                " of the browser: until the contributions made with it are anonymised."
            ),
        ),
        Processing.LOG: Declaration(
            name=_l("Log of what the team does"),
            purpose=_l("Show who did what on personal data and decisions, and prove it."),
            data=_l(
                "Identifier of the account, role, act, date, identifiers of what it was done to,"
                " decisions of moderators; neither words of people nor addresses."
            ),
            people=_l("The team of the consultation."),
            recipients=_l("The stewards of the consultation, and each person for their own acts."),
            basis=Basis.LEGAL_OBLIGATION,
            keeping=_l(
                "Acts: three years. Decisions of moderators: for as long as the consultation is"
                " kept. Once an account is erased, its identifier leads to nobody."
            ),
        ),
        Processing.PRIVACY_REQUESTS: Declaration(
            name=_l("Requests about personal data"),
            purpose=_l("Answer the people who exercise their rights, and prove the answer."),
            data=_l("E-mail address, account, right, message, answer, receipt concerned, dates."),
            people=_l("People who exercise a right."),
            recipients=_l("The stewards of the consultation and the data protection officer."),
            basis=Basis.LEGAL_OBLIGATION,
            keeping=Months(anonymise=36, delete=60),
            after=_l("The right, the dates and the outcome stay, for the figures."),
        ),
        Processing.QUESTIONNAIRE: Declaration(
            name=_l("Questionnaires"),
            purpose=_l("Collect what people and organisations answer, and read it together."),
            data=_l(
                "Answers, files that are joined to them, dates; the account or the invitation"
                " where the questionnaire is not anonymous; who typed in an answer on paper."
            ),
            people=_l("People who answer a questionnaire."),
            recipients=_TEAM_AND_EVERYBODY,
            basis=Basis.PUBLIC_TASK,
            keeping=Months(anonymise=12, delete=36),
            after=_WORDS_STAY,
            channels=frozenset({Channel.QUESTIONNAIRE}),
        ),
        Processing.INVITATIONS: Declaration(
            name=_l("Invitations to a questionnaire"),
            purpose=_l("Invite people to answer, and remind those who have not begun."),
            data=_l(
                "Name, e-mail address, messages sent, whether an answer was begun, whether they"
                " asked not to be written to. The address was given by the team."
            ),
            people=_l("People whom the team invites."),
            recipients=_l(
                "The team of the consultation; the mail service that carries the messages."
            ),
            basis=Basis.PUBLIC_TASK,
            keeping=Months(anonymise=6, delete=12),
            channels=frozenset({Channel.QUESTIONNAIRE}),
        ),
        Processing.IDEAS: Declaration(
            name=_l("Idea boxes"),
            purpose=_l("Collect ideas, discuss them, and measure their support."),
            data=_l(
                "Ideas, comments and changes suggested for the strategy, signature where one was"
                " chosen, kind of organisation, territory, supports and votes, account or mark of"
                " the browser."
            ),
            people=_l("People who post, comment, support, vote or suggest a change."),
            recipients=_TEAM_AND_EVERYBODY,
            basis=Basis.PUBLIC_TASK,
            keeping=Months(anonymise=12, delete=36),
            after=_l("The ideas, the comments and the numbers of supports stay, without authors."),
            channels=frozenset({Channel.IDEA_BOX}),
        ),
        Processing.WORKSHOPS: Declaration(
            name=_l("People at workshops"),
            purpose=_l("Prepare the tables of a workshop, and count who came."),
            data=_l("Name, organisation, kind of organisation, seats."),
            people=_l("People who come to a workshop, as the facilitators wrote them down."),
            recipients=_TEAM,
            basis=Basis.PUBLIC_TASK,
            keeping=Months(anonymise=3, delete=12),
            after=_l("The kinds of organisations stay, for the figures."),
            channels=frozenset({Channel.WORKSHOP}),
        ),
        Processing.WORKSHOP_NOTES: Declaration(
            name=_l("Notes of tables"),
            purpose=_l("Keep what was said at a table or in a session, and take it into account."),
            data=_l(
                "Words that were noted, table, digest of the code with which a participant"
                " corrects their notes, account of who took notes, files of notes."
            ),
            people=_l("People who speak or take notes at a workshop or a conference."),
            recipients=_TEAM_AND_EVERYBODY,
            basis=Basis.PUBLIC_TASK,
            keeping=Months(anonymise=12, delete=36),
            after=_WORDS_STAY,
            channels=frozenset({Channel.WORKSHOP, Channel.CONFERENCE}),
        ),
        Processing.CONFERENCE: Declaration(
            name=_l("Registrations to conferences"),
            purpose=_l("Welcome people at a conference, and write to them about it."),
            data=_l(
                "Name, e-mail address, organisation, kind of organisation, territory, needs in"
                " order to take part (they may tell of a disability: nobody has to fill them in),"
                " messages sent, whether they came."
            ),
            people=_l("People who register for a conference, or come without registering."),
            recipients=_l(
                "The team of the consultation; the mail service that carries the messages."
            ),
            basis=Basis.PUBLIC_TASK,
            keeping=Months(anonymise=3, delete=36),
            after=_l("Kinds of organisations, territories and who came stay, for the figures."),
            channels=frozenset({Channel.CONFERENCE}),
        ),
        Processing.CARDS: Declaration(
            name=_l("Contribution cards"),
            purpose=_l("Collect what people write on cards during a conference."),
            data=_l(
                "Words, reactions to the strategy, kind of organisation, territory, number of the"
                " sheet, account of who typed in a card on paper."
            ),
            people=_l("People who fill in a card."),
            recipients=_TEAM_AND_EVERYBODY,
            basis=Basis.PUBLIC_TASK,
            keeping=Months(anonymise=12, delete=36),
            after=_WORDS_STAY,
            channels=frozenset({Channel.CONFERENCE}),
        ),
        Processing.SUBMISSIONS: Declaration(
            name=_l("Written contributions"),
            purpose=_l("Receive written contributions, publish those that may be, and read them."),
            data=_l(
                "File or text, title, organisation, name of the signatory, kind of organisation,"
                " territory, agreement to publish, account or mark of the browser."
            ),
            people=_l("People who deposit a contribution, and those whom it names."),
            recipients=_TEAM_AND_EVERYBODY,
            basis=Basis.PUBLIC_TASK,
            keeping=Months(anonymise=12, delete=36),
            after=_WORDS_STAY,
            channels=frozenset({Channel.SUBMISSION}),
        ),
        Processing.HEARINGS: Declaration(
            name=_l("Hearings"),
            purpose=_l("Keep what was said by the people who were heard."),
            data=_l("Names and organisations of who was heard, minutes and their file."),
            people=_l("People who are heard."),
            recipients=_TEAM_AND_EVERYBODY,
            basis=Basis.PUBLIC_TASK,
            keeping=Months(anonymise=12, delete=36),
            after=_WORDS_STAY,
            channels=frozenset({Channel.HEARING}),
        ),
        Processing.MODERATION: Declaration(
            name=_l("Moderation"),
            purpose=_l("Apply the charter, mask personal data, and answer appeals."),
            data=_l(
                "Contributions that are held or refused, words that were masked, alerts, appeals"
                " and their answers."
            ),
            people=_l("Authors of contributions, people whom they name, and moderators."),
            recipients=_l("The stewards of the consultation; the author, for what was decided."),
            basis=Basis.PUBLIC_TASK,
            keeping=Months(anonymise=12, delete=36),
            after=_l(
                "The decisions stay without their author. What was masked or refused is erased"
                " sooner, after the days that the charter tells."
            ),
        ),
        Processing.RECEIPTS: Declaration(
            name=_l("Following a contribution"),
            purpose=_l(
                "Let authors read, correct, withdraw and follow what they gave, with or without"
                " an account."
            ),
            data=_l(
                "Digest of the code of the receipt, account or mark of the browser; the e-mail"
                " address to which a receipt is sent is erased once the message has left."
            ),
            people=_WHO_TAKES_PART,
            recipients=_l(
                "The author alone, by their code; the mail service that carries the messages."
            ),
            basis=Basis.PUBLIC_TASK,
            keeping=Months(anonymise=12, delete=36),
            is_optional=True,
        ),
        Processing.SUBSCRIPTIONS: Declaration(
            name=_l("News and newsletter"),
            purpose=_l("Write to those who ask for news of the consultation or of what they gave."),
            data=_l(
                "E-mail address, account, language, what they want to receive and how often,"
                " proof of what they agreed to, messages sent."
            ),
            people=_l("People who ask to be written to."),
            recipients=_l(
                "The stewards of the consultation for the number of subscribers; the mail service"
                " that carries the messages."
            ),
            basis=Basis.CONSENT,
            keeping=Months(anonymise=12, delete=12),
            is_optional=True,
        ),
        Processing.FILES: Declaration(
            name=_l("Files that the team brings in"),
            purpose=_l("Take in words that were collected elsewhere, and show their source."),
            data=_l(
                "Tables and documents as they came, closed answers of respondents, name of the"
                " file, account of who sent it."
            ),
            people=_l("People whose words were collected elsewhere, and the team."),
            recipients=_TEAM,
            basis=Basis.PUBLIC_TASK,
            keeping=Months(anonymise=12, delete=36),
            after=_WORDS_STAY,
        ),
    }
)


def of_channels(channels: frozenset[Channel]) -> list[Processing]:
    """What a consultation that has activities of these channels does, in the order of the list."""
    return [
        processing
        for processing, declared in DECLARATIONS.items()
        if not declared.channels or declared.channels & channels
    ]
