"""Lists of people that are pasted, whatever is in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.models import OrganisationKind
from app.workshops.people_lists import LONGEST, Person, read_people

NAMES = {
    OrganisationKind.ASSOCIATION: "Association",
    OrganisationKind.STATE: "Service de l’État",
    OrganisationKind.OTHER: "Autre organisme",
}


def _read(text: str):
    return read_people(text, NAMES, OrganisationKind.OTHER)


def test_a_line_is_a_name_an_organisation_and_a_type_of_body():
    people, unknown = _read("Ana Roy ; Les Prés ; association\nJo\tDREETS\tservice de l'etat\n")
    assert people == [
        Person("Ana Roy", "Les Prés", OrganisationKind.ASSOCIATION),
        Person("Jo", "DREETS", OrganisationKind.STATE),
    ]
    assert unknown == []


def test_a_name_alone_is_of_the_type_that_was_chosen():
    assert _read("Ana Roy")[0] == [Person("Ana Roy", "", OrganisationKind.OTHER)]


def test_a_type_that_nobody_knows_is_told_with_its_line():
    people, unknown = _read("Ana;Les Prés;Association\n\nJo;X;planète")
    assert len(people) == 1
    assert [(one.number, one.typed) for one in unknown] == [(3, "planète")]


def test_a_name_is_one_printable_line():
    people, _ = _read("A\x07na\u202e  Roy\u200b;Les\u0301 Pre\u0301s")
    assert people[0].name == "A na Roy"
    assert people[0].organisation == "Leś Prés"


@given(st.text(max_size=400))
def test_any_text_gives_names_that_can_be_kept(text):
    for person in _read(text)[0]:
        assert 0 < len(person.name) <= LONGEST
        assert person.name.isprintable()
        assert len(person.organisation) <= LONGEST
