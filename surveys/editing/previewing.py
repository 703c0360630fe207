"""A questionnaire as it is shown to whoever writes it."""

from dataclasses import replace

from surveys.model import Item, Question, Repeat, Survey


def always_asked(survey: Survey) -> Survey:
    """Return the survey without its conditions and filters: everything is there to be seen."""
    return replace(survey, items=tuple(_bare(item) for item in survey.items))


def _bare(item: Item) -> Item:
    if isinstance(item, Question):
        return replace(item, relevant=None, choice_filter=None)
    inside = tuple(_bare(child) for child in item.items)
    if isinstance(item, Repeat):
        return replace(item, relevant=None, count=None, items=inside)
    return replace(item, relevant=None, items=inside)
