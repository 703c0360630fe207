import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.texts.tokens import key_of, readable, tokenise


def surfaces(text: str) -> list[str]:
    tokens = tokenise(text)
    return [tokens.surface(index) for index in range(len(tokens.keys))]


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ"])
def test_elided_letters_are_left_out_whatever_the_apostrophe(apostrophe: str) -> None:
    text = "l’école d’Angers, jusqu’à qu’un élève s’engage".replace("’", apostrophe)
    assert surfaces(text) == ["école", "Angers", "élève", "engage"]


def test_an_apostrophe_inside_a_word_does_not_cut_it() -> None:
    assert surfaces("Les prud'hommes de la presqu'île") == ["prud'hommes", "presqu'île"]
    assert surfaces("aujourd’hui le marché") == ["marché"]


def test_forms_of_a_word_share_a_key() -> None:
    assert key_of("écoles") == key_of("école") == key_of("ecole")
    assert key_of("chevaux") == key_of("cheval")
    assert key_of("bénévoles") == key_of("bénévole")
    assert key_of("école") != key_of("écologie")


def test_capitals_and_composed_accents_do_not_change_the_key() -> None:
    assert tokenise("ÉCOLE").keys == tokenise("école").keys == tokenise("e\u0301cole").keys


def test_stop_words_are_dropped_with_and_without_accents() -> None:
    assert surfaces("très même déjà vélo") == ["vélo"]
    assert surfaces("tres meme deja vélo") == ["vélo"]


def test_a_text_of_stop_words_keeps_them_so_that_it_has_a_word() -> None:
    assert len(tokenise("de la").keys) == 2


def test_a_negative_answer_is_a_word() -> None:
    assert surfaces("rien du tout") == ["rien"]


@pytest.mark.parametrize("text", ["", "   ", "👍 🚲", "12 2030", "!!!", "\x00", "\ud800"])
def test_a_text_without_a_word_has_no_token(text: str) -> None:
    assert tokenise(text).keys == ()


def test_a_known_compound_stays_whole_and_others_are_cut() -> None:
    assert surfaces("un tiers-lieu") == ["tiers-lieu"]
    assert surfaces("un éco-quartier") == ["éco", "quartier"]


def test_a_pronoun_after_the_verb_is_not_part_of_the_word() -> None:
    assert surfaces("Dites-nous, roule-t-il ?") == ["Dites", "roule"]


def test_addresses_are_not_words() -> None:
    assert surfaces("voir https://exemple.org/velo ou jean@exemple.org [adresse] vélo") == [
        "voir",
        "vélo",
    ]


def test_unreadable_characters_become_spaces() -> None:
    assert readable("a\x00b\ud800c\u00a0\t d") == "a b c d"


def test_a_text_that_is_only_an_address_has_words() -> None:
    assert "velo" in tokenise("https://exemple.org/velo").keys


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_a_text_has_a_token_exactly_when_it_has_a_letter(text: str) -> None:
    has_letter = any(character.isalpha() for character in readable(text))
    assert bool(tokenise(text).keys) == has_letter


@given(st.text(alphabet=st.characters(), max_size=200))
def test_spans_show_the_words_in_the_text(text: str) -> None:
    tokens = tokenise(text)
    assert len(tokens.keys) == len(tokens.spans)
    last = 0
    for index, (start, end) in enumerate(tokens.spans):
        assert last <= start < end <= len(tokens.text)
        assert tokens.surface(index).strip()
        last = end


@given(st.text(alphabet=st.characters(), max_size=200))
def test_readable_text_can_be_written_and_read_again(text: str) -> None:
    clean = readable(text)
    assert clean.encode("utf-8").decode("utf-8") == clean
    assert readable(clean) == clean
