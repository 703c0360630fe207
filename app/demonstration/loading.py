"""Loads the demonstration consultation through the services that real data goes through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.queries import account_by_email
from app.accounts.services import create_account, give_role
from app.consultations.queries import consultation_by_slug
from app.consultations.services import create_consultation
from app.corpus.intake import add_respondents, take_in
from app.demonstration import files, texts
from app.demonstration.action_plan import load_action_plan
from app.demonstration.amendments import load_amendments
from app.demonstration.became import load_became
from app.demonstration.cards import add_conference_cards
from app.demonstration.conference import load_conference, load_conference_to_come
from app.demonstration.decisions import ToDecide, decide, nodes_of
from app.demonstration.desk import load_desk
from app.demonstration.governance import load_governance
from app.demonstration.grouping import arrange_ideas
from app.demonstration.hearing import load_hearing
from app.demonstration.ideas import load_ideas, load_ideas_to_try
from app.demonstration.moderation import load_moderation
from app.demonstration.notifications import load_notifications
from app.demonstration.organisations import load_organisations
from app.demonstration.people import load_people
from app.demonstration.plan_revision import load_plan_revision
from app.demonstration.population import load_population
from app.demonstration.priorities import load_priorities
from app.demonstration.privacy import load_privacy
from app.demonstration.references import load_references
from app.demonstration.responses import add_responses
from app.demonstration.review import load_review
from app.demonstration.rights import load_rights
from app.demonstration.strategy import load_second_strategy, load_strategy_texts
from app.demonstration.submissions import load_submissions
from app.demonstration.support import load_support
from app.demonstration.teamwork import load_teamwork
from app.demonstration.texts import Said
from app.demonstration.workshops import add_workshop_to_try, load_workshops
from app.ideas.queries import box_of
from app.models import (
    Account,
    Activity,
    Channel,
    Consultation,
    Phase,
    Role,
)
from app.questionnaires.definitions import read_shipped
from app.questionnaires.publishing import add_questionnaire
from app.settings import current_settings
from app.strategy.evidence import Decider
from app.strategy.reference_files import REFERENCE_TITLES
from app.strategy.services import add_reference_strategy


def demonstration(session: Session) -> Consultation | None:
    """The demonstration consultation, once it is loaded."""
    return consultation_by_slug(session, files.read("consultation.yaml")["slug"])


def load(session: Session) -> Consultation:
    """Load everything in the caller's transaction. What is there already is left as it is.

    Within an application: originals are kept where its settings say.
    """
    return demonstration(session) or _Loading(session).run()


class _Loading:
    def __init__(self, session: Session) -> None:
        self.session = session
        self.plan = files.read("consultation.yaml")
        self.kinds: dict[str, str] = self.plan["kinds"]
        self.accounts: dict[Role, Account] = {}
        self.phases: dict[str, Phase] = {}
        self.to_decide: list[ToDecide] = []

    def run(self) -> Consultation:
        plan = self.plan
        self.consultation = create_consultation(
            self.session,
            slug=plan["slug"],
            title=plan["title"],
            summary=plan["summary"],
            territory=plan["territory"],
            starts_on=plan["starts_on"],
            ends_on=plan["ends_on"],
            is_fictional=True,
        )
        # Ideas are taken by what is open only.
        self.consultation.open()
        self._add_people()
        self._add_phases()
        strategy = add_reference_strategy(
            self.session,
            consultation_id=self.consultation.id,
            code=plan["strategy"],
            title=REFERENCE_TITLES[plan["strategy"]],
        )
        self.strategy, self.nodes = strategy, nodes_of(self.session, strategy.id)
        self._load_workshops()
        self._load_questionnaire()
        load_hearing(
            self.session,
            consultation_id=self.consultation.id,
            phase_id=self.phases["diagnostic"].id,
            account_id=self.accounts[Role.FACILITATOR].id,
        )
        self._load_conference()
        app_key = current_settings().secret_key
        self.to_decide += load_ideas(
            self.session,
            consultation_id=self.consultation.id,
            phase_id=self.phases["ecriture"].id,
            app_key=app_key,
        )
        load_ideas_to_try(self.session, consultation_id=self.consultation.id, app_key=app_key)
        load_submissions(
            self.session,
            self.plan["submissions"],
            self.plan["submissions_to_try"],
            consultation_id=self.consultation.id,
            phase_id=self.phases["ecriture"].id,
        )
        load_support(self.session, self.consultation.id, app_key=app_key)
        # Once people took part: an idea that is grouped is not judged alone any more.
        self._arrange_ideas()
        load_references(
            self.session,
            consultation_id=self.consultation.id,
            account_id=self.accounts[Role.WRITER].id,
        )
        load_population(self.session, self.consultation.id)
        self._open_a_questionnaire()
        add_workshop_to_try(
            self.session,
            self.consultation,
            self.plan["workshop_to_try"],
            facilitator_id=self.accounts[Role.FACILITATOR].id,
        )
        load_conference_to_come(
            self.session,
            files.read("conference-to-come.yaml"),
            consultation_id=self.consultation.id,
        )
        self._decide()
        load_desk(
            self.session,
            consultation_id=self.consultation.id,
            writer_id=self.accounts[Role.WRITER].id,
            second_id=self.accounts[Role.STEWARD].id,
            nodes=self.nodes,
        )
        load_became(
            self.session,
            Decider(self.consultation.id, self.accounts[Role.WRITER].id),
            self.nodes,
        )
        load_priorities(
            self.session,
            consultation_id=self.consultation.id,
            accounts=self.accounts,
        )
        load_teamwork(
            self.session,
            consultation_id=self.consultation.id,
            accounts=self.accounts,
        )
        load_strategy_texts(self.session, self.strategy, self.nodes, self.accounts[Role.WRITER].id)
        load_second_strategy(self.session, self.accounts)
        load_governance(self.session, self.consultation, strategy, self.accounts)
        load_organisations(self.session, self.consultation, self.accounts)
        load_action_plan(
            self.session,
            strategy_id=strategy.id,
            account_id=self.accounts[Role.WRITER].id,
            nodes=self.nodes,
        )
        load_plan_revision(
            self.session,
            strategy_id=strategy.id,
            account_id=self.accounts[Role.WRITER].id,
            nodes=self.nodes,
        )
        load_amendments(self.session, strategy, self.nodes, self.accounts)
        load_people(self.session, self.consultation, self.accounts[Role.STEWARD])
        load_privacy(self.session, self.consultation, self.accounts[Role.PARTICIPANT])
        load_review(self.session, self.consultation, self.accounts)
        load_notifications(self.session, self.consultation, self.accounts[Role.PARTICIPANT])
        load_rights(self.session, self.consultation, self.accounts[Role.STEWARD].id)
        self.session.flush()
        return self.consultation

    def _add_people(self) -> None:
        for person in self.plan["accounts"]:
            role = Role(person["role"])
            account = account_by_email(self.session, person["email"]) or create_account(
                self.session,
                email=person["email"],
                name=person["name"],
                password=self.plan["password"],
                may_create_consultations=role is Role.STEWARD,
            )
            give_role(
                self.session,
                account_id=account.id,
                consultation_id=self.consultation.id,
                role=role,
            )
            self.accounts[role] = account

    def _add_phases(self) -> None:
        for position, phase in enumerate(self.plan["phases"]):
            row = Phase(consultation_id=self.consultation.id, position=position, **phase)
            self.session.add(row)
            self.phases[phase["code"]] = row
        self.session.flush()

    def _activity(self, phase: str, channel: Channel, **values: Any) -> Activity:
        activity = Activity(
            consultation_id=self.consultation.id,
            phase_id=self.phases[phase].id,
            channel=channel,
            **values,
        )
        self.session.add(activity)
        self.session.flush()
        return activity

    def _take_in(self, activity: Activity, found: Iterable[Said]) -> None:
        said = list(found)
        take_in(self.session, activity, [one.contribution for one in said])
        self._remember(activity, said)

    def _remember(self, activity: Activity, said: Iterable[Said]) -> None:
        self.to_decide += [
            ToDecide(activity.code, one.contribution.key, one.objective)
            for one in said
            if one.objective
        ]

    def _load_workshops(self) -> None:
        self.to_decide += load_workshops(
            self.session,
            self.consultation,
            self.plan["workshops"],
            files.workshops(),
            phase_id=self.phases["diagnostic"].id,
            facilitator_id=self.accounts[Role.FACILITATOR].id,
        )

    def _load_questionnaire(self) -> None:
        questionnaire = files.read("questionnaire.yaml")
        activity = self._activity(
            "diagnostic",
            Channel.QUESTIONNAIRE,
            code=questionnaire["code"],
            title=questionnaire["title"],
            starts_on=questionnaire["opens"],
            ends_on=questionnaire["closes"],
        )
        respondents = texts.closed_answers(questionnaire, self.kinds, self.plan["seed"])
        add_respondents(self.session, activity.id, respondents)
        self._take_in(activity, texts.open_answers(questionnaire, respondents))

    def _load_conference(self) -> None:
        file = files.read("conference.yaml")
        activity = load_conference(
            self.session,
            file,
            consultation_id=self.consultation.id,
            phase_id=self.phases["ecriture"].id,
            welcomed_by=self.accounts[Role.FACILITATOR].id,
        )
        said = add_conference_cards(
            self.session, activity, file, self.nodes, self.accounts[Role.FACILITATOR].id
        )
        self._remember(activity, said)

    def _arrange_ideas(self) -> None:
        box = box_of(self.session, self.consultation.id, files.read("ideas.yaml")["code"])
        if box is not None:
            arrange_ideas(self.session, box, account_id=self.accounts[Role.STEWARD].id)
            load_moderation(self.session, box.activity, self.accounts[Role.STEWARD].id)

    def _open_a_questionnaire(self) -> None:
        """One that takes answers, for those who try the demonstration; some people did already."""
        questionnaire = add_questionnaire(
            self.session,
            consultation_id=self.consultation.id,
            title=self.plan["questionnaire_to_try"],
            survey=read_shipped().survey,
        )
        questionnaire.introduction = self.plan["questionnaire_introduction"]
        questionnaire.open()
        add_responses(self.session, questionnaire, self.accounts[Role.FACILITATOR].id)

    def _decide(self) -> None:
        """The decisions that the writer made on the activities that she has read."""
        read = [one for one in self.to_decide if one.activity_code in self.plan["reviewed"]]
        decider = Decider(self.consultation.id, self.accounts[Role.WRITER].id)
        decide(self.session, decider, self.nodes, read)
