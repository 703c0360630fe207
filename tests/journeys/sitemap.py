"""The pages of the demonstration, and who may open them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.journeys import steps
from tests.journeys.steps import FACILITATOR, HOME, PARTICIPANT, STEWARD, WRITER

VISITOR = "visitor"
ROLES = {
    VISITOR: "",
    "participant": PARTICIPANT,
    "facilitator": FACILITATOR,
    "writer": WRITER,
    "steward": STEWARD,
}


@dataclass(frozen=True)
class Place:
    """A page: what it is called in pictures, its address, and the status of its answer."""

    name: str
    address: str
    status: int = 200

    @property
    def is_fictional(self) -> bool:
        """Whether it belongs to the demonstration. Error pages know of no consultation."""
        return self.address.startswith(HOME) and self.status == 200


PUBLIC = (
    Place("home", "/"),
    Place("consultation", HOME),
    Place("strategy", f"{HOME}/strategy"),
    Place("questionnaires", f"{HOME}/questionnaires"),
    Place("messages", "/mails"),
    Place("not-found", "/nothing-here", 404),
)


def places(page: Page, role: str) -> list[Place]:
    """Every page that this role may open; `page` belongs to somebody who has it."""
    questionnaire = _questionnaire(page)
    found = [
        *PUBLIC,
        Place("questionnaire", questionnaire),
        Place("come-back", f"{questionnaire}/resume"),
        *_conferences(role),
        *_arranged_ideas(page, role),
        *_news(role),
        *_ideas(page, role),
        *_reactions_to_ideas(page, role),
        *_moderation(page, role),
        *_receipts(),
        *_submissions(page, role),
    ]
    found += _bibliography(page)
    if role == VISITOR:
        return [*found, Place("sign-in", "/sign-in")]
    if role == "participant":
        return [*found, Place("forbidden", f"{HOME}/desk", 403)]
    found += [
        Place("desk", f"{HOME}/desk"),
        Place("contributions", f"{HOME}/contributions"),
        Place("contributions-search", f"{HOME}/contributions?q=formation"),
        Place("contributions-nothing-found", f"{HOME}/contributions?q=zzzzzz"),
        Place("contribution", _first(page, "contributions", ".verbatim__source a")),
        Place("themes", f"{HOME}/themes"),
        *_one_of_each_theme(page),
        Place("analyses", f"{HOME}/analyses"),
        Place("links", f"{HOME}/links"),
        Place("links-decided", f"{HOME}/links?show=decided"),
        Place("links-of-an-objective", _first(page, "coverage", "td.numeric a")),
        Place("coverage", f"{HOME}/coverage"),
        Place("objective", _most_covered(page)),
        Place("objective-without-evidence", _first(page, "coverage", ".notice a")),
        *_results(page),
    ]
    found += _documents(page, role)
    found.append(Place("paper-answers", f"{questionnaire}/paper"))
    found += _workshops(page, role)
    found += _cards(page, role)
    if role == "facilitator":
        return [*found, Place("forbidden", f"{HOME}/imports", 403)]
    found += [
        Place("analyse", f"{HOME}/analyses/new"),
        Place("imports", f"{HOME}/imports"),
        Place("import-file", f"{HOME}/imports/new"),
        Place("exports", f"{HOME}/exports"),
        Place("new-questionnaire", f"{HOME}/questionnaire-desk/new"),
        Place("questionnaire-from-needs", f"{HOME}/questionnaire-desk/from-needs"),
    ]
    found += _keeping_references(page)
    if role == "steward":
        found.append(Place("new-consultation", "/consultations/new"))
        desk = _questionnaire_desk(page)
        found.append(Place("questionnaire-settings", f"{desk}/settings"))
        found.append(Place("progress", f"{desk}/progress"))
        found.append(Place("targets", f"{desk}/targets"))
        found.append(Place("invitations", f"{desk}/invitations"))
        found.append(Place("invite-people", f"{desk}/invitations/new"))
        found.append(Place("invitation-message", f"{desk}/invitations/message/new"))
        found.append(Place("answer-exports", f"{desk}/exports"))
        found.append(Place("answers-import", f"{desk}/import"))
        found += _builder(desk)
    return found


def _news(role: str) -> list[Place]:
    """Following the consultation, and its newsletters."""
    found = [
        Place("subscriptions", f"{HOME}/subscriptions"),
        Place("subscription-of-a-receipt", f"{HOME}/subscriptions/receipt"),
        Place("subscription-asked", f"{HOME}/subscriptions/asked"),
        Place("newsletters", f"{HOME}/newsletters"),
    ]
    if role == "steward":
        found.append(Place("new-newsletter", f"{HOME}/newsletters/new"))
    return found


def _moderation(page: Page, role: str) -> list[Place]:
    """The charter and, for those who moderate, a contribution that is held and one masked."""
    charter, queue = f"{HOME}/charter", f"{HOME}/moderation"
    found = [Place("charter", charter)]
    if role != "steward":
        return found
    held, masked = (
        _first(page, f"moderation?show={pile}", ".queue .covers") for pile in ("held", "masked")
    )
    return [
        *found,
        Place("charter-to-change", f"{charter}/edit"),
        Place("charter-new-reason", f"{charter}/reasons/new"),
        Place("charter-reason", _first(page, "charter", "a[href*='/reasons/']:not([href$='new'])")),
        Place("moderation", queue),
        Place("moderation-nothing-found", f"{queue}?alert=card"),
        Place("moderation-held", held),
        Place("moderation-masked", masked),
        Place("moderation-log", f"{queue}/log"),
    ]


def _receipts() -> list[Place]:
    """The door for codes, a code that opens nothing, and what one gave oneself."""
    return [
        Place("receipts", f"{HOME}/receipts"),
        Place("receipt-not-found", f"{HOME}/receipts/22222-33333", 404),
        Place("my-contributions", f"{HOME}/mine"),
        Place("my-supports", f"{HOME}/mine/supports"),
    ]


def _bibliography(page: Page) -> list[Place]:
    """The bibliography, and the record of a document from which words are quoted."""
    return [
        Place("bibliography", f"{HOME}/bibliography"),
        Place("bibliography-iso", f"{HOME}/bibliography?style=iso690&order=year"),
        Place("bibliography-nothing-found", f"{HOME}/bibliography?q=zzzzzz"),
        Place("reference", _quoted_reference(page)),
    ]


def _keeping_references(page: Page) -> list[Place]:
    reference = _quoted_reference(page)
    return [
        Place("new-reference", f"{HOME}/bibliography/new"),
        Place("references-import", f"{HOME}/bibliography/imports/new"),
        Place("reference-correction", f"{reference}/edit"),
        Place("new-quote", f"{reference}/quotes/new"),
    ]


def _quoted_reference(page: Page) -> str:
    return _first(page, "bibliography?tag=étude+fictive", ".reference__more")


def _cards(page: Page, role: str) -> list[Place]:
    """The contribution cards of the conference, and the one that a phone fills in."""
    cards = f"{HOME}/conferences/CONF/cards"
    card = _first(page, "conferences/CONF/cards", "th a:has-text('Votre avis')")
    link = _first(page, f"{card}/poster".removeprefix(f"{HOME}/"), ".poster__link a")
    found = [
        Place("cards", cards),
        Place("card", card),
        Place("card-poster", f"{card}/poster"),
        Place("card-to-fill-in", urlsplit(link).path),
        Place("card-that-was-sent", f"{card}/sent"),
        Place("card-code-not-in-use", f"{card}/fill/nothing", 404),
        Place("card-reactions", f"{cards}/reactions"),
        Place("card-reactions-narrowed-down", f"{cards}/reactions?kind=association"),
    ]
    if role != "writer":
        found.append(Place("cards-to-type-in", f"{card}/type"))
    if role == "steward":
        corrected = _first(page, f"{card}/type".removeprefix(f"{HOME}/"), ".last-typed a")
        found += [
            Place("new-card", f"{cards}/new"),
            Place("card-to-change", f"{card}/edit"),
            Place("card-to-correct", corrected),
            Place("cards-from-a-file", f"{card}/import"),
        ]
    return found


def _builder(desk: str) -> list[Place]:
    """The pages on which the questions of the shipped questionnaire are written."""
    return [
        Place("questions", f"{desk}/build"),
        Place("question-types", f"{desk}/build/add"),
        Place("new-question", f"{desk}/build/add?type=select_one"),
        Place("question", f"{desk}/build/items/frein_recrutement"),
        Place("section", f"{desk}/build/items/activite"),
        Place("lists-of-choices", f"{desk}/build/lists"),
        Place("list-of-choices", f"{desk}/build/list?name=accord"),
        Place("choice", f"{desk}/build/choice?name=accord&choice=plutot"),
        Place("questionnaire-languages", f"{desk}/build/languages"),
        Place("questionnaire-check", f"{desk}/build/check"),
        Place("questionnaire-preview", f"{desk}/build/preview?page=regard"),
        Place("versions", f"{desk}/versions"),
    ]


def _workshops(page: Page, role: str) -> list[Place]:
    """The matrix and, where there is a workshop, its pages."""
    found = [Place("workshops", f"{HOME}/workshops")]
    if role == "steward":
        found.append(Place("new-workshop-series", f"{HOME}/workshops/series/new"))
    workshop = _first(page, "workshops", ".matrix a.covers")
    found.append(Place("workshop", workshop))
    if role in ("facilitator", "steward"):
        found += [
            Place("workshop-tally", f"{workshop}/attendance"),
            Place("workshop-people", f"{workshop}/people"),
            Place("workshop-people-to-paste", f"{workshop}/people/list"),
            Place("workshop-seating", f"{workshop}/seating"),
            *_tables(page, workshop),
        ]
    found += _syntheses(page, workshop, role)
    if role == "steward":
        series = _first(page, "workshops", "a[href*='/series/']:not([href$='new'])")
        found += [
            Place("workshop-series", series),
            Place("new-workshop", f"{HOME}/workshops/new?series_id={series.rsplit('/', 1)[1]}"),
            Place("workshop-to-change", f"{workshop}/edit"),
            Place("workshop-to-duplicate", f"{workshop}/duplicate"),
            Place("workshop-room", f"{workshop}/room"),
        ]
    return found


def _tables(page: Page, workshop: str) -> list[Place]:
    """A table full of notes with its wall, and one that is open to participants."""
    to_try = f"{HOME}/workshops/A11"
    full, empty = (
        _first(page, address.removeprefix(f"{HOME}/"), "a.covers[href*='/tables/']")
        for address in (workshop, to_try)
    )
    link = _first(page, f"{empty}/code".removeprefix(f"{HOME}/"), "a[href*='/join/']")
    return [
        Place("workshop-to-try", to_try),
        Place("table", full),
        Place("wall", f"{full}/wall"),
        Place("table-with-nothing", empty),
        Place("table-code", f"{empty}/code"),
        Place("table-joined", urlsplit(link).path),
    ]


def _syntheses(page: Page, workshop: str, role: str) -> list[Place]:
    """A validated synthesis, and one that is being written."""
    written = f"{HOME}/workshops/A10/synthesis"
    found = [
        Place("synthesis-validated", f"{workshop}/synthesis"),
        Place("synthesis-history", f"{workshop}/synthesis/history"),
        Place("synthesis-being-written", written),
    ]
    if role != "writer":
        found.append(Place("synthesis-to-validate", f"{written}/validation"))
    return found


def _documents(page: Page, role: str) -> list[Place]:
    """The documents and hearings; the minutes of the one that was held are validated."""
    minutes = _first(page, "documents", "th .covers")
    found = [
        Place("documents", f"{HOME}/documents"),
        Place("documents-nothing-found", f"{HOME}/documents?state=refused"),
        Place("document-validated", minutes),
        Place("hearings", f"{HOME}/hearings"),
        Place("hearing", f"{HOME}/hearings/AUD1"),
    ]
    if role != "writer":
        found += [
            Place("send-a-document", f"{HOME}/documents/new"),
            Place("send-minutes", f"{HOME}/documents/new?activity=AUD1&kind=minutes"),
        ]
    if role == "steward":
        found += [
            Place("new-hearing", f"{HOME}/hearings/new"),
            Place("edit-hearing", f"{HOME}/hearings/AUD1/edit"),
        ]
    return found


def _conferences(role: str) -> list[Place]:
    """The conference of 2016, and the one to come, as each role sees them."""
    past, to_come = f"{HOME}/conferences/CONF", f"{HOME}/conferences/CONF2"
    found = [
        Place("conferences", f"{HOME}/conferences"),
        Place("conference", past),
        Place("conference-to-come", to_come),
        Place("register", f"{to_come}/register"),
        Place("registered", f"{to_come}/registered"),
    ]
    if role in ("facilitator", "steward"):
        found += [
            Place("conference-desk", f"{past}/desk"),
            Place("check-in", f"{past}/check-in"),
            Place("check-in-nobody-found", f"{past}/check-in?q=zzzzzz"),
        ]
    if role == "steward":
        found += [
            Place("new-conference", f"{HOME}/conferences/new"),
            Place("conference-settings", f"{to_come}/edit"),
            Place("new-conference-session", f"{to_come}/sessions/new"),
            Place("registrations", f"{past}/registrations"),
            Place("registrations-to-come", f"{to_come}/registrations"),
            Place("conference-reminder", f"{to_come}/reminder"),
            Place("conference-attendance", f"{past}/attendance"),
        ]
    return found


def _ideas(page: Page, role: str) -> list[Place]:
    """The idea box of 2016, the one that is open, and an idea of each."""
    closed, to_try = f"{HOME}/ideas/BOITE", f"{HOME}/ideas/ESSAI"
    found = [
        Place("idea-boxes", f"{HOME}/ideas"),
        Place("idea-box-closed", closed),
        Place("idea-box", to_try),
        Place("ideas-nothing-found", f"{to_try}?q=zzzzzz"),
        Place("ideas-most-supported", f"{closed}?order=supported&answered=no"),
        Place("new-idea", f"{to_try}/new"),
        Place("idea", _first(page, "ideas/ESSAI", ".idea__title a")),
        Place("idea-of-2016", _first(page, "ideas/BOITE", ".idea__title a")),
    ]
    if role == "steward":
        found += [
            Place("new-idea-box", f"{HOME}/idea-boxes/new"),
            Place("idea-box-settings", f"{to_try}/settings"),
        ]
    return found


def _reactions_to_ideas(page: Page, role: str) -> list[Place]:
    """Judging ideas one by one, the comments of one, and for the steward the bursts."""
    idea = _first(page, "ideas/BOITE?order=discussed", ".idea__title a")
    bursts = f"{HOME}/ideas/BOITE/bursts"
    found = [
        Place("ideas-to-judge", f"{HOME}/ideas/ESSAI/votes"),
        Place("ideas-to-judge-no-more", f"{HOME}/ideas/BOITE/votes"),
        Place("comments-of-an-idea", f"{idea}/comments"),
    ]
    if role == "steward":
        found += [
            Place("bursts-of-supports", bursts),
            Place("bursts-of-votes", f"{bursts}?of=votes"),
            Place("supports-set-aside", f"{bursts}/set-aside"),
        ]
    return found


def _arranged_ideas(page: Page, role: str) -> list[Place]:
    """Groups, parts and answers of the ideas of 2016."""
    if role not in ("writer", "steward"):
        return []
    box = f"{HOME}/ideas/BOITE"
    idea = _first(page, "ideas/BOITE?q=dossier+financeurs", ".idea__title a")
    found = [
        Place("group-ideas", f"{box}/group"),
        Place("group-ideas-nothing-found", f"{box}/group?q=zzzzzz"),
        Place("choose-the-lead-idea", f"{box}/group/lead?idea={idea.rsplit('/', 1)[1]}"),
        Place("group-an-idea", f"{idea}/group"),
        Place("split-an-idea", f"{idea}/split"),
        Place("idea-in-a-group", idea),
    ]
    if role == "steward":
        found += [
            Place("ideas-to-answer", f"{box}/desk"),
            Place("ideas-to-group", f"{box}/desk/alike"),
            Place("answer-an-idea", f"{idea}/answer"),
        ]
    return found


def _submissions(page: Page, role: str) -> list[Place]:
    """The calls for written contributions, and one of what was contributed."""
    past, to_try = f"{HOME}/submissions/CONTRIB", f"{HOME}/submissions/APPEL"
    found = [
        Place("submissions", f"{HOME}/submissions"),
        Place("call", past),
        Place("call-nothing-found", f"{past}?q=zzzzzz"),
        Place("call-open", to_try),
        Place("submission", _first(page, "submissions/CONTRIB", ".submission a")),
        Place("deposit", f"{to_try}/new"),
        Place("deposit-too-late", f"{past}/new"),
    ]
    if role == "steward":
        found += [
            Place("new-call", f"{HOME}/submission-calls/new"),
            Place("call-settings", f"{past}/settings"),
        ]
    return found


def enter(page: Page, role: str) -> None:
    """Come in as somebody who has this role in the demonstration."""
    if ROLES[role]:
        steps.sign_in(page, ROLES[role])


def _questionnaire_desk(page: Page) -> str:
    code = _questionnaire(page).rsplit("/", 1)[1]
    return f"{HOME}/questionnaire-desk/{code}"


def _results(page: Page) -> list[Place]:
    """The results of the questionnaire, as a whole, narrowed down, by question and crossed."""
    results = f"{_questionnaire_desk(page)}/results"
    crossed = "rows=structure%23territory&columns=evolution"
    return [
        Place("results", results),
        Place("results-narrowed-down", f"{results}?only-coopere=oui"),
        Place("result-choices", f"{results}/questions/freins"),
        Place("result-statements", f"{results}/questions/avis"),
        Place("result-words", f"{results}/questions/action_attendue"),
        Place("results-to-cross", f"{results}/crossing"),
        Place("results-crossed", f"{results}/crossing?{crossed}"),
    ]


def _questionnaire(page: Page) -> str:
    """That of the demonstration: others may have been added."""
    return _first(page, "questionnaires", ".tile a:has-text('Questionnaire à essayer')")


def _first(page: Page, address: str, selector: str) -> str:
    page.goto(f"{HOME}/{address}")
    return page.locator(selector).first.get_attribute("href") or ""


def _most_covered(page: Page) -> str:
    lines = steps.read_coverage(page)
    code = max(lines, key=lambda code: lines[code].accepted)
    return f"{HOME}/objectives/{code}"


def _one_of_each_theme(page: Page) -> list[Place]:
    """A theme with sub-themes, and one that holds verbatims."""
    page.goto(f"{HOME}/themes")
    lists = page.locator(".theme-list").first
    leaf = lists.locator(
        ".theme-children .covers, .theme-item:not(:has(+ .theme-children)) .covers"
    )
    above = lists.locator(":scope > .theme-item:has(+ .theme-children) .covers")
    found = [Place("theme", leaf.first.get_attribute("href") or "")]
    if above.count():
        found.append(Place("theme-with-sub-themes", above.first.get_attribute("href") or ""))
    return found
