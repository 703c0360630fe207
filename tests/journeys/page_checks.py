"""What every page must be: readable, usable with any device, and honest about what it is."""

from __future__ import annotations

import re
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    },
    # What is right need not be told: it takes as long as finding what is wrong.
    "resultTypes": ["violations"],
}
MEASURES = r"""
() => {
  const problems = [];
  const say = (what, element) => {
    if (!element) return void problems.push(what);
    const kept = ["id", "class", "name", "href"].filter((name) => element.getAttribute(name))
      .map((name) => ` ${name}="${element.getAttribute(name).slice(0, 60)}"`).join("");
    const words = (element.innerText ?? "").replace(/\s+/g, " ").trim().slice(0, 50);
    problems.push(`${what} <${element.tagName.toLowerCase()}${kept}> ${words}`);
  };
  const visible = { visibilityProperty: true, opacityProperty: true };
  const seen = (element) => element.checkVisibility(visible);
  // What an element has from those it is in, found once for each.
  const fromParents = (first, rule) => {
    const known = new Map();
    const of = (element) => {
      if (!element) return first;
      if (!known.has(element)) known.set(element, rule(element, of(element.parentElement)));
      return known.get(element);
    };
    return of;
  };
  const hiddenForEyes = fromParents(false, (element, above) => {
    if (above) return true;
    const style = getComputedStyle(element);
    return style.clipPath === "inset(50%)" || style.clip === "rect(0px, 0px, 0px, 0px)";
  });

  // --- One frame ---------------------------------------------------------------
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.body.querySelectorAll("*")].filter((e) =>
      seen(e) && !hiddenForEyes(e) && e.getBoundingClientRect().right > root.clientWidth + 1);
    say(`scrolls sideways: ${root.scrollWidth} px in ${root.clientWidth}`, wide.at(-1));
  }
  const titles = document.querySelectorAll("h1");
  if (titles.length !== 1) say(`${titles.length} h1`);
  if (titles.length && !titles[0].innerText.trim()) say("an empty h1");
  if (!/\S.* – Sillage$/.test(document.title)) say(`title is "${document.title}"`);
  if (document.querySelectorAll("main").length !== 1) say("not one main");

  let level = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    if (!heading.checkVisibility()) continue;
    const now = Number(heading.tagName[1]);
    if (now > level + 1) say(`heading level ${now} after ${level}`, heading);
    level = now;
  }

  const ids = new Map();
  for (const element of document.querySelectorAll("[id]")) {
    if (ids.has(element.id)) say("id used twice", element);
    ids.set(element.id, element);
  }
  for (const element of document.querySelectorAll("[aria-describedby], [aria-labelledby]")) {
    for (const name of ["aria-describedby", "aria-labelledby"]) {
      for (const id of (element.getAttribute(name) ?? "").split(/\s+/).filter(Boolean)) {
        if (!ids.has(id)) say(`${name} points at "${id}", which is not there`, element);
      }
    }
  }

  // --- Forms and links -----------------------------------------------------------
  for (const input of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const named = [...(input.labels ?? [])].some((label) => label.textContent.trim()) ||
      input.getAttribute("aria-label") || input.getAttribute("aria-labelledby");
    if (!named) say("without a label", input);
  }
  const nameOf = (element) =>
    (element.getAttribute("aria-label") ?? element.textContent).replace(/\s+/g, " ").trim();
  for (const list of document.querySelectorAll("ul, ol, table, .verbatims, nav")) {
    const destinations = new Map();
    for (const link of list.querySelectorAll("a[href]")) {
      const name = nameOf(link);
      if (!name) { say("a link without a name", link); continue; }
      if (destinations.has(name) && destinations.get(name) !== link.href) {
        say(`two links "${name}" of one list go to different places`, list);
      }
      destinations.set(name, link.href);
    }
  }

  // --- Targets -------------------------------------------------------------------
  const targets = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  for (const target of document.querySelectorAll(targets)) {
    if (!seen(target) || hiddenForEyes(target) || target.matches(".skip-link")) continue;
    const style = getComputedStyle(target);
    const inText = style.display === "inline" && target.matches("a") &&
      target.parentElement.innerText.trim() !== target.innerText.trim();
    if (inText) continue;
    let { width, height } = target.getBoundingClientRect();
    if (target.matches(".covers")) {
      const block = target.closest(".tile, .theme-item, tr").getBoundingClientRect();
      ({ width, height } = block);
    }
    const labels = [...(target.labels ?? [])].map((label) => label.getBoundingClientRect());
    if (target.matches("[type=checkbox], [type=radio]")) {
      height = Math.max(height, ...labels.map((box) => box.height));
    }
    const least = target.matches("button, .btn, summary") ? 44 : 24;
    if (height < least - 0.5 || width < 23.5) {
      say(`a target of ${Math.round(width)} × ${Math.round(height)} px, not ${least}`, target);
    }
  }

  // --- Contrast --------------------------------------------------------------------
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const colours = new Map();
  const rgba = (colour) => {
    if (!colours.has(colour)) {
      brush.clearRect(0, 0, 1, 1);
      brush.fillStyle = colour;
      brush.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data;
      colours.set(colour, [r, g, b, a / 255]);
    }
    return colours.get(colour);
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
  const light = (colour) => {
    const [r, g, b] = colour.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  // Every colour that may lie behind: the plain one, and each stop of gradients above it.
  const behind = fromParents([[255, 255, 255]], (element, below) => {
    const style = getComputedStyle(element);
    const plain = rgba(style.backgroundColor);
    const grounds = below.map((ground) => over(plain, ground));
    if (!style.backgroundImage.includes("gradient")) return grounds;
    const stops = style.backgroundImage.match(/(rgba?|color|oklch|oklab)\([^()]*\)/g) ?? [];
    return grounds.flatMap((ground) =>
      [ground, ...stops.map((stop) => over(rgba(stop), ground))]);
  });
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const judged = new Set();
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || judged.has(element)) continue;
    judged.add(element);
    if (element.closest("script, style, noscript, option, svg, meter, progress")) continue;
    if (!seen(element) || hiddenForEyes(element) || element.matches(".skip-link")) continue;
    const style = getComputedStyle(element);
    const colour = rgba(style.color);
    for (const ground of behind(element)) {
      const ratio = contrast(over(colour, ground), ground);
      if (ratio < 4.5) { say(`contrast of ${ratio.toFixed(2)}`, element); break; }
    }
  }
  const WRITTEN_IN = "input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea";
  for (const control of document.querySelectorAll(WRITTEN_IN)) {
    if (!seen(control)) continue;
    const colour = rgba(getComputedStyle(control).color);
    for (const ground of behind(control)) {
      const ratio = contrast(over(colour, ground), ground);
      if (ratio < 4.5) { say(`contrast of ${ratio.toFixed(2)} in a field`, control); break; }
    }
  }
  return [...new Set(problems)];
}
"""
RIBBON = re.compile("Démonstration|Demonstration")


def problems(page: Page, language: str = "fr", *, fictional: bool = False) -> list[str]:
    """What is wrong with the page as it is shown, in words; `fictional` wants the ribbon."""
    found: list[str] = list(page.evaluate(MEASURES))
    written_in = page.locator("html").get_attribute("lang")
    if written_in != language:
        found.append(f"lang is {written_in!r}, not {language!r}")
    if fictional and not page.locator(".ribbon").filter(has_text=RIBBON).is_visible():
        found.append("nothing says that the consultation is fictional")
    return found


def bring_axe(page: Page) -> None:
    """Have axe in whatever is loaded from now on: the browser is told half a million characters
    once, and not for each page."""
    page.add_init_script(AXE_SCRIPT)


def axe_violations(page: Page, *, contrast: bool = True) -> list[str]:
    """What axe finds wrong, with where. Half of its time goes into contrasts, which `problems`
    measures as well."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {**AXE_OPTIONS, "rules": {"color-contrast": {"enabled": contrast}}}
    violations: list[dict[str, Any]] = page.evaluate(
        "(options) => axe.run(options).then((found) => found.violations)", options
    )
    return [
        f"axe {violation['id']}: {violation['help']} – {node['target']} {node['html'][:120]}"
        for violation in violations
        for node in violation["nodes"][:3]
    ]
