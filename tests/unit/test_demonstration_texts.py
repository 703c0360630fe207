"""The demonstration's own texts: enough of them, all different, none a copy of another."""

from __future__ import annotations

from collections import Counter

from app.corpus.intake import NewContribution, cut, source_key, whole
from app.demonstration import files, texts
from app.demonstration.cards import texts_of
from app.demonstration.closed_answers import draw
from app.demonstration.responses import draw_responses
from app.demonstration.texts import Said
from app.demonstration.workshops import notes_by_place
from app.models import Nature

PLAN = files.read("consultation.yaml")
KINDS = PLAN["kinds"]


def _everything():
    words = list(texts_of(files.read("conference.yaml")))
    for workshop in files.workshops():
        words += [note["text"].strip() for _place, note in notes_by_place(workshop)]
        words += [line["text"] for line in _lines(workshop)]
    said = [
        Said(NewContribution(source_key(str(place)), text, whole(text)))
        for place, text in enumerate(words)
    ]
    questionnaire = files.read("questionnaire.yaml")
    respondents = texts.closed_answers(questionnaire, KINDS, PLAN["seed"])
    said += texts.open_answers(questionnaire, respondents)
    for name in ("ideas.yaml", "ideas-to-try.yaml"):
        said += [_posted(idea["title"], idea.get("text", "")) for idea in files.read(name)["ideas"]]
    said += [
        Said(NewContribution(source_key(file["code"]), file["text"], cut(file["text"])))
        for file in files.submissions()
    ]
    return [one.contribution for one in said]


def _posted(title, text):
    words = text.strip() or title
    return Said(NewContribution(source_key(title, words), words, whole(words), title=title))


def _references(workshop):
    return {place for place, _note in notes_by_place(workshop)}


def _lines(workshop):
    return [line for heading in workshop["synthesis"] for line in heading["lines"]]


def test_there_are_at_least_350_distinct_excerpts():
    excerpts = [c.text[s.start : s.end].casefold() for c in _everything() for s in c.spans]
    assert len(set(excerpts)) >= 350
    doubled = [text for text, count in Counter(excerpts).items() if count > 1]
    assert len(doubled) <= 3, doubled


def test_no_contribution_has_the_key_of_another():
    keys = [contribution.key for contribution in _everything()]
    assert len(keys) == len(set(keys))


def test_no_two_texts_come_from_one_template():
    """Texts that share most of their words in the same order would have been generated."""
    openings = Counter(
        " ".join(c.text.casefold().split()[:6]) for c in _everything() if len(c.text.split()) > 8
    )
    assert [opening for opening, count in openings.items() if count > 2] == []


def test_it_follows_the_process_of_2016():
    workshops = files.workshops()
    assert len(workshops) == 10
    assert len({workshop["theme"] for workshop in workshops}) == 5
    assert sum(sum(workshop["participants"].values()) for workshop in workshops) == 120
    assert len({kind for workshop in workshops for kind in workshop["participants"]}) == 6
    assert files.read("questionnaire.yaml")["responses"] == 275
    assert sum(files.read("conference.yaml")["participants"].values()) == 200
    assert len(files.submissions()) == 20


def test_a_line_of_a_synthesis_names_notes_of_its_workshop():
    for workshop in files.workshops():
        for line in _lines(workshop):
            assert set(line["notes"]) <= _references(workshop), line["text"]
            assert len(set(line["notes"])) == len(line["notes"]), line["text"]


def test_a_line_of_a_synthesis_has_a_nature_and_words_of_its_own():
    lines = [line for workshop in files.workshops() for line in _lines(workshop)]
    assert {line["nature"] for line in lines} <= {nature.value for nature in Nature}
    said = [line["text"].strip().casefold() for line in lines]
    assert all(said)
    assert len(set(said)) == len(said)


def test_a_synthesis_is_short_and_under_headings():
    for workshop in files.workshops():
        headings = [part["heading"].strip() for part in workshop["synthesis"]]
        assert 1 <= len(headings) <= 4, workshop["code"]
        assert len(set(headings)) == len(headings), workshop["code"]
        assert all(0 < len(heading) <= 60 for heading in headings), headings
        assert all(part["lines"] for part in workshop["synthesis"]), workshop["code"]
        assert 5 <= len(_lines(workshop)) <= 12, workshop["code"]
        assert all(len(line["text"]) <= 600 for line in _lines(workshop)), workshop["code"]


def test_a_synthesis_rests_on_what_was_noted():
    for workshop in files.workshops():
        lines = _lines(workshop)
        without_note = [line["text"] for line in lines if not line["notes"]]
        assert 8 * len(without_note) <= len(lines), without_note
        used = {note for line in lines for note in line["notes"]}
        assert 2 * len(used) >= len(_references(workshop)), workshop["code"]


def test_closed_answers_are_drawn_the_same_every_time():
    questions = files.read("questionnaire.yaml")["closed_questions"]
    known = [{"kind": "mutuelle"}]
    first, second = (draw(questions, known, 275, seed=2016) for _ in range(2))
    assert first == second
    assert len(first) == 275
    assert first[0]["kind"] == "mutuelle"
    assert draw(questions, known, 275, seed=2017) != first


def test_responses_to_the_questionnaire_are_drawn_the_same_every_time():
    plan = files.read("responses.yaml")
    drawn = draw_responses(plan)
    assert drawn == draw_responses(plan)
    assert len(drawn) == 60
    sent = [one for one in drawn if one.is_sent]
    assert 40 <= len(sent) < 60
    assert any(one.sheet for one in sent)
    said = [one.fields["action_attendue"] for one in sent]
    assert len(set(said)) == len(said)
    known = {excerpt.text.casefold() for excerpt in _everything()}
    assert not known & {text.casefold() for (text,) in said}
