"""How an ODT looks: its named styles, as the format writes them (OpenDocument 1.3, part 3)."""

from __future__ import annotations

from collections.abc import Iterator

from odfdo import Element

ACCENT, QUIET = "#0d5c63", "#4f5d63"
ROOM = 16.2
"""The width of a line, in centimetres."""
TABLE_STYLE = {True: "ShortTable", False: "LongTable"}
"""By whether a table stands on one page."""
LEADER = (
    f'<style:tab-stop style:position="{ROOM}cm" style:type="right" style:leader-style="dotted"'
    ' style:leader-text="."/>'
)
PAGE = {
    "page-width": "21cm",
    "page-height": "29.7cm",
    "margin-left": "2.4cm",
    "margin-right": "2.4cm",
    "margin-top": "2.2cm",
    "margin-bottom": "1.4cm",
}
FOOTER = (
    '<style:footer-style><style:header-footer-properties fo:min-height="0.8cm"'
    ' fo:margin-top="0.4cm"/></style:footer-style>'
)


def styles(language: str) -> Iterator[Element]:
    """All of them; `language`: that of the texts."""
    country = {"fr": "FR", "en": "GB"}.get(language, "")
    told = f'fo:language="{language}" fo:country="{country}"'
    yield _style(
        "Standard",
        "paragraph",
        paragraph='fo:orphans="2" fo:widows="2"',
        text=f'{told} fo:font-size="11pt"',
        named="Calibri",
    )
    yield _style(
        "Text_20_body",
        "paragraph",
        parent="Standard",
        paragraph='fo:margin-bottom="0.25cm"',
    )
    big = f'fo:font-size="15pt" fo:font-weight="bold" fo:color="{ACCENT}"'
    spaced = 'fo:margin-top="0cm" fo:margin-bottom="0.3cm" fo:break-before="page"'
    yield _style("Contents_20_Heading", "paragraph", parent="Standard", paragraph=spaced, text=big)
    yield _style(
        "Title",
        "paragraph",
        parent="Standard",
        paragraph='fo:margin-top="4cm" fo:margin-bottom="0.4cm"',
        text=f'fo:font-size="26pt" fo:color="{ACCENT}"',
    )
    yield _style(
        "Subtitle",
        "paragraph",
        parent="Standard",
        paragraph='fo:margin-bottom="0.4cm"',
        text=f'fo:font-size="14pt" fo:color="{QUIET}"',
    )
    for level, size in enumerate(("19pt", "14.5pt", "12pt", "11pt"), start=1):
        if level <= 3:
            indent = f'fo:margin-left="{0.6 * (level - 1):.1f}cm" fo:margin-bottom="0.08cm"'
            yield _style(
                f"Contents_20_{level}",
                "paragraph",
                parent="Standard",
                paragraph=indent,
                tabs=LEADER,
            )
        yield _style(
            f"Heading_20_{level}",
            "paragraph",
            parent="Standard",
            level=level,
            paragraph='fo:margin-top="0.6cm" fo:margin-bottom="0.25cm" fo:keep-with-next="always"',
            text=f'fo:font-size="{size}" fo:font-weight="bold" fo:color="{ACCENT}"',
        )
    beside = 'fo:keep-with-next="always"'
    small = f'fo:font-size="9pt" fo:color="{QUIET}"'
    indented = f'fo:margin-left="0.8cm" fo:border-left="1.5pt solid {ACCENT}"'
    indented += ' fo:padding-left="0.3cm" fo:border-top="none" fo:border-bottom="none"'
    after = 'fo:margin-bottom="0.35cm"'
    yield _style("Quiet", "paragraph", parent="Text_20_body", text=small)
    for led in ("Text_20_body", "Quiet"):
        yield _style(f"{led}.kept", "paragraph", parent=led, paragraph=beside)
    yield _style("Caption", "paragraph", parent="Text_20_body", text=small)
    yield _style("TableCaption", "paragraph", parent="Text_20_body", paragraph=beside, text=small)
    yield _style("Verbatim", "paragraph", parent="Standard", paragraph=f"{indented} {beside}")
    yield _style("VerbatimAlone", "paragraph", parent="Standard", paragraph=f"{indented} {after}")
    yield _style(
        "VerbatimSource",
        "paragraph",
        parent="Standard",
        paragraph=f"{indented} {after}",
        text=small,
    )
    yield _style(
        "Footer",
        "paragraph",
        parent="Standard",
        text=small,
        tabs=f'<style:tab-stop style:position="{ROOM}cm" style:type="right"/>',
    )
    yield _style("Footnote", "paragraph", parent="Standard", text='fo:font-size="9pt"')
    yield _style("Cell", "paragraph", parent="Standard", text='fo:font-size="10pt"')
    yield _style("Figure", "paragraph", parent="Cell", paragraph='fo:text-align="end"')
    yield _style("Bold", "text", text='fo:font-weight="bold"')
    yield _style("Italic", "text", text='fo:font-style="italic"')
    yield _style("BoldItalic", "text", text='fo:font-weight="bold" fo:font-style="italic"')
    yield _style("Raised", "text", text='style:text-position="super 58%"')
    yield _style("Internet_20_link", "text", text=f'fo:color="{ACCENT}"')
    yield Element.from_tag(
        '<style:style style:name="CellBox" style:family="table-cell">'
        '<style:table-cell-properties fo:border="0.5pt solid #b8c2c6" fo:padding="0.1cm"/>'
        "</style:style>"
    )
    yield Element.from_tag(
        '<style:style style:name="Row" style:family="table-row">'
        '<style:table-row-properties fo:keep-together="always"/></style:style>'
    )
    for is_short, name in TABLE_STYLE.items():
        yield Element.from_tag(
            f'<style:style style:name="{name}" style:family="table"><style:table-properties'
            f' style:width="{ROOM}cm" table:align="left" fo:margin-bottom="0.5cm"'
            f' style:may-break-between-rows="{"false" if is_short else "true"}"/></style:style>'
        )
    yield _list_style(
        "Bulleted", '<text:list-level-style-bullet text:level="1" text:bullet-char="•">'
    )
    yield _list_style(
        "Numbered",
        '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">',
    )


def _style(
    name: str,
    family: str,
    *,
    parent: str = "",
    level: int = 0,
    paragraph: str = "",
    text: str = "",
    named: str = "",
    tabs: str = "",
) -> Element:
    font = f' style:font-name="{named}" fo:font-family="{named}"' if named else ""
    stops = f"<style:tab-stops>{tabs}</style:tab-stops>" if tabs else ""
    return Element.from_tag(
        f'<style:style style:name="{name}" style:family="{family}"'
        + (f' style:parent-style-name="{parent}"' if parent else "")
        + (f' style:default-outline-level="{level}"' if level else "")
        + ">"
        + (f"<style:paragraph-properties {paragraph}>{stops}" if paragraph or tabs else "")
        + ("</style:paragraph-properties>" if paragraph or tabs else "")
        + (f"<style:text-properties {text}{font}/>" if text or font else "")
        + "</style:style>"
    )


def _list_style(name: str, level: str) -> Element:
    tag = level[1:].partition(" ")[0]
    return Element.from_tag(
        f'<text:list-style style:name="{name}">{level}'
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" '
        'fo:text-indent="-0.5cm" fo:margin-left="1cm"/>'
        f"</style:list-level-properties></{tag}></text:list-style>"
    )
