"""How the pages look: light and dark, wide and narrow, and readable in each."""

import os
from pathlib import Path

import pytest

from browser import Person
from gateway import Gateway

PAGES = {
    "overview": "/",
    "server": "/servers/chronicle",
    "tools": "/tools",
    "tool": "/tools/cortex_ingest_incremental",
    "calls": "/calls",
    "approvals": "/approvals",
    "audit": "/audit",
    "contract": "/contract",
}

# The contrast of each text with what is behind it, by the formula of WCAG 2.2; large text needs 3, other text 4.5.
CONTRASTS = """
const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
const read = (colour) => {
  canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data];
};
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const behind = (element) => {
  for (; element; element = element.parentElement) {
    const colour = read(getComputedStyle(element).backgroundColor);
    if (colour[3] === 255) return colour;
  }
  return read("Canvas");
};
const poor = [];
for (const element of document.querySelectorAll("body *:not(svg *)")) {
  const says = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!says || !element.checkVisibility()) continue;
  const style = getComputedStyle(element);
  const [a, b] = [light(read(style.color)), light(behind(element))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < (parseFloat(style.fontSize) >= 24 ? 3 : 4.5)) poor.push(`${element.textContent.trim().slice(0, 40)}: ${ratio.toFixed(2)}`);
}
return poor;
"""


def keep(person: Person, name: str) -> None:
    """Keeps a picture of the whole page, where a folder for them is named."""
    if folder := os.environ.get("SANCTUARY_GATEWAY_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        person.driver.save_screenshot(str(Path(folder) / f"{name}.png"))


def populated(operator: Person, gateway: Gateway) -> None:
    """Something to look at: calls that ended in several ways, and one that waits."""
    for tool, fields in (("chronicle_search", {"query": "light"}), ("chronicle_list_entries", {}), ("chronicle_get_entry", {"entry_number": "99"})):
        operator.open(f"/tools/{tool}")
        for label, text in fields.items():
            operator.type(label, text)
        operator.button(f"Call {tool}").click()
        operator.find("#result .mark.good, #result .mark.bad")
    gateway.call("config_write", "filename=lamp.json", 'content={"lit": true, "oil": [1, 2.50], "note": "until dawn"}')
    operator.open("/approvals")
    operator.sees("#pending", "config_write")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_page_is_readable_in_either_scheme(operator: Person, gateway: Gateway, scheme: str) -> None:
    operator.likes(scheme)
    populated(operator, gateway)
    for name, path in PAGES.items():
        operator.resize(1280, 900)
        operator.open(path)
        if name == "overview":
            operator.sees("#stream-state", "Live")
        assert operator.driver.execute_script(CONTRASTS) == [], f"{name} in {scheme}"
        height = operator.driver.execute_script("return document.documentElement.scrollHeight")
        operator.resize(1280, max(900, height))
        keep(operator, f"{name}-{scheme}")
    operator.driver.delete_all_cookies()
    operator.open("/signin")
    assert operator.driver.execute_script(CONTRASTS) == []
    keep(operator, f"signin-{scheme}")


def test_nothing_is_cut_off_on_a_narrow_screen(operator: Person, gateway: Gateway) -> None:
    operator.likes("light")
    populated(operator, gateway)
    operator.resize(360, 740)
    for name, path in PAGES.items():
        operator.open(path)
        wide = operator.driver.execute_script("return document.documentElement.scrollWidth")
        assert wide <= 360, f"{name} is {wide} wide"
        height = operator.driver.execute_script("return document.documentElement.scrollHeight")
        operator.resize(360, min(4000, max(740, height)))
        keep(operator, f"{name}-narrow")
        operator.resize(360, 740)


def test_every_control_has_a_name_and_every_page_one_heading(operator: Person, gateway: Gateway) -> None:
    populated(operator, gateway)
    for name, path in PAGES.items():
        operator.open(path)
        assert len(operator.all("h1")) == 1 and operator.all("html[lang]"), name
        controls = operator.all("a, button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")
        unnamed = [control.get_attribute("outerHTML")[:200] for control in controls if control.is_displayed() and not control.accessible_name]
        assert unnamed == [], name
        repeated = operator.driver.execute_script(
            "const ids = [...document.querySelectorAll('[id]')].map((e) => e.id); return ids.filter((id, at) => ids.indexOf(id) !== at)"
        )
        assert repeated == [], name


def test_pages_are_whole_without_a_script(operator: Person, gateway: Gateway) -> None:
    populated(operator, gateway)
    operator.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        operator.open("/calls")
        operator.until(lambda: "chronicle_search" in operator.find("#ended").text, "its rows are missing", "html")
        operator.open("/approvals")
        operator.until(lambda: "config_write" in operator.find("#pending").text, "it does not wait", "html")
        operator.button("Approve this call of config_write").click()
        operator.until(lambda: "config_write" in operator.find("#decided").text, "it is not decided", "html")
    finally:
        operator.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
