"""Questionnaires made up by hypothesis, sound enough for every format to carry them."""

from hypothesis import strategies as st

from surveys.formula import Formula
from surveys.model import Choice, Group, Item, Question, Repeat, Survey
from surveys.texts import Texts

LANGUAGES = ("fr", "en")
_WORDS = st.text(
    st.sampled_from("aàéœz’«»\u00a0\u202f 0'\"<&=?!:-#|{}[]*%@,🙂\n"), min_size=1, max_size=30
).filter(lambda text: text.strip() and "${" not in text)


def texts(min_size: int = 1) -> st.SearchStrategy[Texts]:
    return st.dictionaries(st.sampled_from(LANGUAGES), _WORDS, min_size=min_size).map(Texts)


_CHOICE_LISTS = st.dictionaries(
    st.sampled_from(["couleurs", "avis", "l1"]),
    st.lists(st.sampled_from(["a", "b", "c1", "no", "42", "x-y"]), min_size=1, unique=True).flatmap(
        lambda names: st.tuples(
            *(
                st.builds(
                    Choice,
                    st.just(name),
                    texts(),
                    st.dictionaries(st.sampled_from(["zone", "scale"]), st.sampled_from("pq")),
                )
                for name in names
            )
        )
    ),
    min_size=1,
)
_SIMPLE = ("text", "integer", "decimal", "date", "time", "file", "acknowledge", "note")


class _Names:
    """Fresh names, and those already given that a formula may quote."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def fresh(self, kind: str) -> str:
        self.given.append(f"{kind}_{len(self.given)}")
        return self.given[-1]


@st.composite
def surveys(draw) -> Survey:
    lists = draw(_CHOICE_LISTS)
    names = _Names()
    items = _items(draw, names, lists, depth=0)
    return Survey(
        code=draw(st.sampled_from(["essai", "visite-2022"])),
        title=draw(texts()),
        languages=LANGUAGES,
        default_language=draw(st.sampled_from(LANGUAGES)),
        items=items,
        choice_lists=lists,
        version=draw(st.sampled_from(["", "3", "2022-b"])),
        settings=draw(st.dictionaries(st.sampled_from(["style", "welcome"]), st.just("pages"))),
    )


def _items(draw, names: _Names, lists, depth: int) -> tuple[Item, ...]:
    count = draw(st.integers(1, 4 if depth == 0 else 2))
    return tuple(_item(draw, names, lists, depth) for _ in range(count))


def _item(draw, names: _Names, lists, depth: int) -> Item:
    kinds = ["question", "question", "group", "repeat", "table"] if depth < 2 else ["question"]
    kind = draw(st.sampled_from(kinds))
    if kind == "question":
        return _question(draw, names, lists)
    relevant = _condition(draw, names)
    name, labels = names.fresh(kind), draw(texts())
    if kind == "table":
        list_name = draw(st.sampled_from(sorted(lists)))
        rows = tuple(
            Question(names.fresh("row"), "likert", draw(texts()), list_name=list_name)
            for _ in range(draw(st.integers(1, 3)))
        )
        return Group(name, rows, labels, relevant=relevant, appearance="table-list")
    inside = _items(draw, names, lists, depth + 1)
    if kind == "repeat":
        count = draw(st.sampled_from([None, Formula.parse("3")]))
        return Repeat(name, inside, labels, relevant=relevant, count=count)
    return Group(name, inside, labels, relevant=relevant)


def _question(draw, names: _Names, lists) -> Question:
    kinds = [*_SIMPLE, "select_one", "select_multiple", "rank", "likert", "range", "calculate"]
    kind = draw(st.sampled_from([*kinds, "organisation", "hidden"]))
    given: dict[str, object] = {"relevant": _condition(draw, names)}
    if kind in {"select_one", "select_multiple", "rank", "likert", "organisation"}:
        given["list_name"] = draw(st.sampled_from(sorted(lists)))
    if kind in {"select_one", "select_multiple"}:
        given["or_other"] = draw(st.booleans())
        if not given["or_other"] and draw(st.booleans()):
            given["choice_filter"] = Formula.choice_filter("zone = 'p' or name != 'a'")
    if kind == "calculate":
        given["calculation"] = Formula.parse(draw(st.sampled_from(["1 + 2", "concat('a', 'é')"])))
    if kind == "range":
        given["parameters"] = {"start": "0", "end": "10", "step": "2"}
    if kind == "organisation" and draw(st.booleans()):
        given["parameters"] = {"territories": draw(st.sampled_from(sorted(lists)))}
    if kind == "text":
        given["appearance"] = draw(st.sampled_from(["", "multiline", "email"]))
        given["default"] = draw(st.sampled_from(["", "déjà", "12"]))
        given["parameters"] = draw(st.sampled_from([{}, {"maxlength": "40"}]))
    if kind in {"integer", "text", "date"}:
        given["required"] = draw(st.sampled_from([None, Formula.parse("true()")]))
        given["required_messages"] = draw(texts(0)) if given["required"] else Texts()
    if kind == "integer":
        given["constraint"] = draw(st.sampled_from([None, Formula.parse(". > 3 and . < 10")]))
        given["constraint_messages"] = draw(texts(0)) if given["constraint"] else Texts()
    hints = Texts() if kind in {"calculate", "hidden"} else draw(texts(0))
    return Question(names.fresh("q"), kind, draw(texts()), hints, **given)


def _condition(draw, names: _Names) -> Formula | None:
    questions = [name for name in names.given if name.startswith("q_")]
    if not questions or draw(st.booleans()):
        return None
    return Formula.parse(f"${{{draw(st.sampled_from(questions))}}} != 'é'")
