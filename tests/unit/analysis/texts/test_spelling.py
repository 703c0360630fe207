import pytest

from analysis.texts.spelling import Speller, one_slip_away
from analysis.texts.tokens import key_of, tokenise


@pytest.mark.parametrize(
    ("word", "other", "near"),
    [
        ("confinement", "confinment", True),
        ("confinment", "confinement", True),
        ("masqu", "masku", True),
        ("ehpad", "epahd", False),
        ("ehpad", "ephad", True),
        ("soeur", "secur", False),
        ("velo", "velo", False),
        ("velo", "velodr", False),
    ],
)
def test_one_slip_is_a_letter_lost_added_changed_or_swapped(
    word: str, other: str, near: bool
) -> None:
    assert one_slip_away(word, other) is near


def test_a_mistyped_word_counts_as_the_word_that_others_wrote() -> None:
    texts = [tokenise("un masque pour tous")] * 3 + [tokenise("des masqques gratuits")]
    last = Speller(texts).mended(texts[-1])
    assert last.keys[0] == key_of("masque")
    assert last.surface(0) == "masqques"


def test_a_rare_word_of_french_stays_what_it_is() -> None:
    texts = [tokenise("la poste du village")] * 3 + [tokenise("une posture, un pacte")]
    assert Speller(texts).slips == {}


def test_words_that_several_texts_hold_are_not_slips() -> None:
    texts = [tokenise("whatsapp")] * 5 + [tokenise("whatsap")] * 3
    assert Speller(texts).slips == {}


def test_a_word_known_elsewhere_is_not_a_slip() -> None:
    texts = [tokenise("whatsapp")] * 3 + [tokenise("whatsap")]
    assert Speller(texts).slips == {"whatsap": "whatsapp"}
    assert Speller(texts, {"whatsap"}).slips == {}


def test_slips_do_not_depend_on_the_order_of_the_texts() -> None:
    texts = [
        tokenise(text) for text in ["trottinette"] * 3 + ["trotinette", "trottinnette", "vélo"]
    ]
    assert Speller(texts).slips == Speller(texts[::-1]).slips
    assert len(Speller(texts).slips) == 2


def test_a_word_beyond_the_corpus_is_mended_by_it() -> None:
    speller = Speller([tokenise("trottinette")] * 3 + [tokenise("trotinette")], {"trottinetta"})
    assert speller.meant("trottinett", "Trottinnette") == "trottinet"
    assert speller.meant("trotinet", "trotinette") == "trottinet"
    assert speller.meant("trottinetta", "trottinetta") == "trottinetta"
    assert speller.meant("poste", "poste") == "poste"
