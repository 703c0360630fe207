"""What the pages say of opinions, in sentences."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from app.themes.opinions.shown import GroupShown, MapShown
from app.themes.opinions.sources import SourceKind
from app.web.labels import label
from charts.model import Scatter


def summary(found: MapShown) -> str:
    """What comes first: how many groups, on what they agree, on what they part."""
    if not found.groups:
        return _(
            "Too few people to look for groups: it takes %(needed)s who voted %(votes)s times.",
            needed=found.needed,
            votes=found.fewest_votes,
        )
    agreed = statements(found.kind, len(found.agreed))
    if len(found.groups) == 1:
        return _("People do not part into groups. They agree on %(what)s.", what=agreed)
    count = len(found.groups)
    groups = ngettext("%(num)s group", "%(num)s groups", count)
    divided = statements(found.kind, len(found.divides))
    if not found.agreed:
        return _(
            "%(groups)s: they agree on nothing together and part on %(divided)s.",
            groups=groups,
            divided=divided,
        )
    return _(
        "%(groups)s: they agree on %(what)s and part on %(divided)s.",
        groups=groups,
        what=agreed,
        divided=divided,
    )


def statements(kind: SourceKind, count: int) -> str:
    """So many ideas, or directions."""
    if kind is SourceKind.IDEAS:
        return ngettext("%(num)s idea", "%(num)s ideas", count)
    return ngettext("%(num)s direction", "%(num)s directions", count)


def group_name(group: GroupShown) -> str:
    """What a group is called."""
    return _("Group %(name)s", name=group.name)


def about(size: int) -> str:
    """A number of people that is told to the nearest five."""
    if not size:
        return _("no one")
    return _("about %(num)s people", num=size)


def picture_words(found: MapShown) -> str:
    """The picture for those who do not see it."""
    groups = ", ".join(f"{group_name(one)} ({about(one.size)})" for one in found.groups)
    return _("Map of the groups, near where they vote alike: %(groups)s.", groups=groups)


def picture(found: MapShown) -> Scatter:
    """The groups as a map; their shapes tell how sure they are."""
    kinds = list(dict.fromkeys(one.firmness for one in found.groups))
    return Scatter(
        labels=[f"{group_name(one)}, {about(one.size)}" for one in found.groups],
        xs=[one.x for one in found.groups],
        ys=[one.y for one in found.groups],
        sizes=[one.size for one in found.groups],
        kinds=[kinds.index(one.firmness) for one in found.groups],
        names=[label(kind) if kind else "" for kind in kinds],
    )
