"""The ready-made answers of LimeSurvey's types."""

from surveys.model import Choice
from surveys.texts import Texts

YES_NO = (Choice("Y", Texts(fr="Oui", en="Yes")), Choice("N", Texts(fr="Non", en="No")))
GENDER = (
    Choice("F", Texts(fr="Femme", en="Female")),
    Choice("M", Texts(fr="Homme", en="Male")),
)
YES_NO_UNCERTAIN = (
    Choice("Y", Texts(fr="Oui", en="Yes")),
    Choice("U", Texts(fr="Incertain", en="Uncertain")),
    Choice("N", Texts(fr="Non", en="No")),
)
CHANGE = (
    Choice("D", Texts(fr="Diminuer", en="Decrease")),
    Choice("S", Texts(fr="Sans changement", en="Same")),
    Choice("I", Texts(fr="Augmenter", en="Increase")),
)


def points(count: int) -> tuple[Choice, ...]:
    """The choices 1 to `count`."""
    return tuple(Choice(str(n), Texts(fr=str(n), en=str(n))) for n in range(1, count + 1))


# LimeSurvey's letter to the name of the list and its choices.
READY_MADE = {
    "Y": ("lime_yes_no", YES_NO),
    "G": ("lime_gender", GENDER),
    "5": ("lime_points_5", points(5)),
    "A": ("lime_points_5", points(5)),
    "B": ("lime_points_10", points(10)),
    "C": ("lime_yes_no_uncertain", YES_NO_UNCERTAIN),
    "E": ("lime_change", CHANGE),
}
