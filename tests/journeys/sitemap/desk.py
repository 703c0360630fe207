"""What the team works with: the corpus, its themes, the coverage, questionnaires and references."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.sitemap.place import Links, Place
from tests.journeys.steps import HOME


def corpus(links: Links) -> list[Place]:
    """What was said, its themes and where it leads: all who work on the consultation read it."""
    return [
        Place("desk", f"{HOME}/desk"),
        Place("contributions", f"{HOME}/contributions"),
        Place("contributions-search", f"{HOME}/contributions?q=formation"),
        Place("contributions-nothing-found", f"{HOME}/contributions?q=zzzzzz"),
        Place("contribution", links.first("contributions", ".verbatim__source a")),
        Place("themes", f"{HOME}/themes"),
        *_one_of_each_theme(links),
        *_of_an_analysis(links),
        Place("analyses", f"{HOME}/analyses"),
        *_latest_run(links),
        Place("links", f"{HOME}/links"),
        Place("links-decided", f"{HOME}/links?show=decided"),
        Place("links-of-an-objective", links.first("coverage", "td.numeric a")),
        *_coverage(links),
        Place("objective", _most_covered(links)),
        Place("objective-without-evidence", links.first("coverage", ".notice a")),
    ]


def codebook(links: Links) -> list[Place]:
    """The codebook, one of its themes, its history, and the analysis beside it."""
    theme = links.first("codebook", ".codebook-tree a")
    return [
        Place("codebook", f"{HOME}/codebook"),
        Place("codebook-theme", theme),
        Place("codebook-theme-parts", f"{theme}/parts"),
        Place("codebook-history", f"{HOME}/codebook/history"),
        Place("codebook-comparison", f"{HOME}/codebook/comparison"),
        Place("codebook-near", f"{HOME}/codebook/near"),
    ]


def reading(links: Links) -> list[Place]:
    """Searching the excerpts, and what one puts aside while reading."""
    excerpts = f"{HOME}/excerpts"
    return [
        Place("excerpts", excerpts),
        Place("excerpts-search", f"{excerpts}?q=formation&coding=uncoded"),
        Place("excerpts-nothing-found", f"{excerpts}?q=zzzzzz"),
        Place("concordance", f"{excerpts}/concordance?word=formation&sort=after"),
        Place("concordance-of-nothing", f"{excerpts}/concordance"),
        Place("save-a-search", f"{excerpts}/saved/new?q=formation"),
        Place("basket", f"{HOME}/basket"),
        *links.each("note-on-a-verbatim", "basket", "a[href$='/note']"),
        *links.each("saved-search", "excerpts", ".saved-searches__edit"),
    ]


def points(links: Links) -> list[Place]:
    """Findings, needs and candidate actions, and one need from all its sides."""
    need = links.first("points?kind=need", ".grid-table a[href*='/points/']")
    return [
        Place("links-of-themes", f"{HOME}/links/themes"),
        Place("findings", f"{HOME}/points"),
        Place("need", need),
        Place("need-offered-evidence", f"{need}?show=offered"),
        Place("need-objectives", f"{need}?show=objectives"),
        Place("actions-without-evidence", f"{HOME}/points?kind=action&only=without-evidence"),
        Place("proposals-grouped", f"{HOME}/points/proposals"),
    ]


def opinions(links: Links) -> list[Place]:
    """Where people voted, and the groups of the box that is open."""
    return [
        Place("opinions", f"{HOME}/opinions"),
        Place("opinion-groups", links.first("opinions", "a.covers", "Boîte à idées à essayer")),
        Place("opinions-few-voters", links.first("opinions", "a.covers", "conférence")),
    ]


def coding(links: Links) -> list[Place]:
    """The queue, and what was decided."""
    found = [
        Place("coding", f"{HOME}/coding"),
        Place("coding-decided", f"{HOME}/coding/decided"),
        Place("sure-lists", f"{HOME}/coding/sure"),
        Place("agreement", f"{HOME}/coding/agreement"),
        Place("themes-mixed-up", links.first("coding/agreement", "a[href*='/confused']")),
        Place("disputed", f"{HOME}/coding/agreement/disputed"),
        Place("coding-progress", f"{HOME}/coding/progress"),
    ]
    if links.role == "steward":
        found.append(Place("coding-settings", f"{HOME}/coding/settings"))
    return found


def writing(links: Links) -> list[Place]:
    """What writers and stewards bring in and take out."""
    return [
        Place("analyse", f"{HOME}/analyses/new"),
        Place("new-theme", f"{HOME}/codebook/themes/new"),
        Place("settle", links.first("coding/agreement/disputed", "a[href*='/disputed/']")),
        *_sample_of_a_sure_list(links),
        Place("coded-excerpt", links.first("coding/decided", "a[href*='/coding/excerpts/']")),
        Place("new-finding", f"{HOME}/points/new"),
        Place("choose-a-finding", f"{HOME}/points/choose"),
        Place("exchange-codes", f"{HOME}/codebook/exchange"),
        Place("bring-codes-in", f"{HOME}/codebook/exchange/import"),
        Place("imports", f"{HOME}/imports"),
        Place("import-file", f"{HOME}/imports/new"),
        Place("exports", f"{HOME}/exports"),
        Place("new-questionnaire", f"{HOME}/questionnaire-desk/new"),
        Place("questionnaire-from-needs", f"{HOME}/questionnaire-desk/from-needs"),
    ]


def questionnaire(links: Links) -> str:
    """That of the demonstration: others may have been added."""
    return links.first("questionnaires", ".tile a", "Questionnaire à essayer")


def questionnaire_desk(links: Links) -> str:
    return f"{HOME}/questionnaire-desk/{questionnaire(links).rsplit('/', 1)[1]}"


def questionnaire_settings(desk: str) -> list[Place]:
    """What a steward does with the shipped questionnaire, its questions apart."""
    return [
        Place("questionnaire-settings", f"{desk}/settings"),
        Place("progress", f"{desk}/progress"),
        Place("targets", f"{desk}/targets"),
        Place("invitations", f"{desk}/invitations"),
        Place("invite-people", f"{desk}/invitations/new"),
        Place("invitation-message", f"{desk}/invitations/message/new"),
        Place("answer-exports", f"{desk}/exports"),
        Place("answers-import", f"{desk}/import"),
    ]


def builder(desk: str) -> list[Place]:
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


def results(links: Links) -> list[Place]:
    """The results of the questionnaire, as a whole, narrowed down, by question and crossed."""
    results = f"{questionnaire_desk(links)}/results"
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


def bibliography(links: Links) -> list[Place]:
    """The bibliography, and the record of a document from which words are quoted."""
    return [
        Place("bibliography", f"{HOME}/bibliography"),
        Place("bibliography-iso", f"{HOME}/bibliography?style=iso690&order=year"),
        Place("bibliography-nothing-found", f"{HOME}/bibliography?q=zzzzzz"),
        Place("reference", _quoted_reference(links)),
    ]


def keeping_references(links: Links) -> list[Place]:
    reference = _quoted_reference(links)
    return [
        Place("new-reference", f"{HOME}/bibliography/new"),
        Place("references-import", f"{HOME}/bibliography/imports/new"),
        Place("reference-correction", f"{reference}/edit"),
        Place("new-quote", f"{reference}/quotes/new"),
    ]


def representativeness() -> list[Place]:
    """Who took part beside the known population, for those who write."""
    return [Place("representativeness", f"{HOME}/representativeness")]


def figures_and_lists() -> list[Place]:
    """The figures and the lists that a steward keeps."""
    return [
        Place("known-population", f"{HOME}/representativeness/population"),
        Place("known-population-file", f"{HOME}/representativeness/population/file"),
        Place("reference-lists", f"{HOME}/lists"),
        Place("reference-list", f"{HOME}/lists/epci"),
        Place("reference-list-nothing-found", f"{HOME}/lists/legal_form?q=zzzzzz"),
        Place("former-reference-list", f"{HOME}/lists/departement?shipped=1"),
        Place("new-reference-list", f"{HOME}/lists/departement/new"),
    ]


def _quoted_reference(links: Links) -> str:
    return links.first("bibliography?tag=étude+fictive", ".reference__more")


def _most_covered(links: Links) -> str:
    lines = steps.read_coverage(links.page)
    code = max(lines, key=lambda code: lines[code].accepted)
    return f"{HOME}/objectives/{code}"


def _latest_run(links: Links) -> list[Place]:
    """The last analysis and the pages about it."""
    run = links.first("analyses", ".grid-table td a[href*='/analyses/']")
    return [
        Place("analysis", run),
        Place("sensitivity", f"{run}/sensitivity"),
        Place("pictures", f"{run}/pictures"),
    ]


def _one_of_each_theme(links: Links) -> list[Place]:
    """A theme with sub-themes, and one that holds verbatims."""
    leaf = (
        ".theme-list .theme-children .covers,"
        " .theme-list .theme-item:not(:has(+ .theme-children)) .covers"
    )
    above = ".theme-list > .theme-item:has(+ .theme-children) .covers"
    found = [Place("theme", links.first("themes", leaf))]
    if links.has("themes", above):
        found.append(Place("theme-with-sub-themes", links.first("themes", above)))
    return found


def steering(links: Links) -> list[Place]:
    """What stewards answer for: who has a role, to whom one was offered, who did what."""
    return [
        Place("people", f"{HOME}/people"),
        Place("member", links.first("people", ".grid-table a")),
        Place("invitations-to-a-role", f"{HOME}/people/invitations"),
        Place("invite-to-a-role", f"{HOME}/people/invitations/new"),
        Place("log", f"{HOME}/log"),
        Place("log-nothing-found", f"{HOME}/log?thing=zzzzzz"),
        Place("own-log", "/account/log"),
    ]


def _of_an_analysis(links: Links) -> list[Place]:
    """Who says what, by an attribute and by another."""
    page = links.first("themes", '.tabs a[href$="/who-says-what"]')
    return [
        Place("who-says-what", page),
        Place("who-says-what-by-channel", f"{page}?by=channel"),
    ]


def _coverage(links: Links) -> list[Place]:
    """The coverage by each kind of group, and what leads nowhere."""
    return [
        Place("coverage", f"{HOME}/coverage"),
        Place("coverage-by-channel", f"{HOME}/coverage?by=channel"),
        Place("coverage-by-theme", f"{HOME}/coverage?by=theme"),
        Place("coverage-excerpts", links.first("coverage?by=channel", ".matrix__cell a")),
        Place("orphans", f"{HOME}/orphans"),
        Place("orphan-excerpts", f"{HOME}/orphans/excerpt"),
        Place("orphan-objectives", f"{HOME}/orphans/objective"),
        Place("orphan-voices", f"{HOME}/orphans/voice"),
    ]


def talking(links: Links) -> list[Place]:
    """What people of the team say to each other, who is on what, and what they score."""
    theme = links.first("talk/tasks", "a[href*='/codebook/themes/']").rsplit("/", 1)[1]
    return [
        Place("exchanges", f"{HOME}/talk"),
        Place("exchanges-about-a-theme", f"{HOME}/talk/about/theme/{theme}"),
        Place("who-is-on-what", f"{HOME}/talk/tasks"),
        Place("tasks-done", f"{HOME}/talk/tasks?done=1"),
    ]


def priorities_closed(links: Links) -> list[Place]:
    """A round of priorities whose ranking is shown to those who scored."""
    closed = _round(links, "Par où commencer")
    subject = links.first_of(closed, "a[href*='/subjects/']")
    return [Place("priorities-closed", closed), Place("priorities-of-one-objective", subject)]


def priorities(links: Links) -> list[Place]:
    """The rounds of priorities, and the sheet of somebody who is asked to score."""
    begun = _round(links, "Quelles actions")
    found = [
        Place("priorities", f"{HOME}/priorities"),
        Place("priorities-open", begun),
        Place("scores-to-give", f"{begun}/mine"),
    ]
    if links.role == "steward":
        found += [
            Place("priorities-to-change", f"{begun}/edit"),
            Place("new-priorities", f"{HOME}/priorities/new"),
            Place("new-priorities-of-actions", f"{HOME}/priorities/new?kind=actions"),
        ]
    return found


def _round(links: Links, title: str) -> str:
    address = links.first("priorities", "main a[href*='/priorities/0']", title)
    return address.removesuffix("/mine")  # where somebody has to score, the list leads there


def _sample_of_a_sure_list(links: Links) -> list[Place]:
    """A list of excerpts of which the machine is sure: drawn by a button, once it is sure."""
    page = links.page
    page.goto(f"{HOME}/coding/sure")
    act = page.locator("main td").locator("a, button").first
    if not act.count():
        return []
    act.click()
    expect(page.get_by_role("navigation", name="Fil d’Ariane")).to_be_visible()
    return [Place("sure-list", urlsplit(page.url).path)]


def action_plan() -> list[Place]:
    """The plan of the demonstration from all its sides, and one of its actions."""
    plan = f"{HOME}/plans/2"
    return [
        Place("plans", f"{HOME}/plans"),
        Place("plan", plan),
        Place("plan-narrowed-down", f"{plan}?objective=O5&state=under_way"),
        Place("plan-nothing-found", f"{plan}?lead=zzzzzz"),
        Place("plan-by-objective", f"{plan}/objectives"),
        Place("objective-indicators", f"{HOME}/strategy/indicators"),
        Place("plan-by-lead", f"{plan}/leads"),
        Place("plan-calendar", f"{plan}/calendar"),
        Place("plan-board", f"{plan}/board"),
        Place("plan-map", f"{plan}/map"),
        Place("plan-economic-part", f"{plan}/market"),
        Place("plan-action", f"{plan}/actions/T1.1.A2"),
        Place("plans-compared", f"{plan}/comparison"),
        Place("plan-ended", f"{HOME}/plans/1"),
        Place("plan-action-stopped", f"{plan}/actions/T2.2.A1"),
    ]


def writing_action_plan(links: Links) -> list[Place]:
    """The forms that change a plan and its actions."""
    plan = f"{HOME}/plans/2"
    action = f"{plan}/actions/T1.1.A2"
    found = [
        Place("plan-add", f"{plan}/add"),
        Place("plan-action-edit", f"{action}/edit"),
        Place("plan-action-quick", f"{action}/quick"),
        Place("plan-sheets", f"{plan}/sheets"),
        Place("plan-reports", f"{plan}/reports"),
        Place("plan-report", links.first("plans/2/reports", "main tbody th a")),
        Place("plan-new-indicator", f"{action}/indicators/new"),
        Place("objective-new-indicator", f"{HOME}/strategy/indicators/O1/new"),
        Place(
            "plan-new-measure",
            links.first("plans/2/actions/T1.1.A2", "main a[href$='/measures']"),
        ),
    ]
    if links.role == "steward":
        found += [Place("plan-new", f"{HOME}/plans/new"), Place("plan-edit", f"{plan}/edit")]
    return found
