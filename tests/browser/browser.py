"""Chromium, and a person in front of it."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

PATIENCE = 20

T = TypeVar("T")

# Debian's names; other systems have others.
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

QUIET = (
    "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-proxy-server", "--window-size=1280,900",
)


def program(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    assert found, f"{' or '.join(names)} is missing: install Debian's packages chromium and chromium-driver"
    return found


def start(profile: Path) -> Chrome:
    options = ChromeOptions()
    options.binary_location = program(*BROWSERS)
    for flag in QUIET:
        options.add_argument(flag)
    options.add_argument(f"--user-data-dir={profile}")
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return Chrome(options=options, service=ChromeService(program("chromedriver")))


@dataclass
class Person:
    """Somebody at the browser, before the dashboard at `address`."""

    driver: Chrome
    address: str

    def open(self, path: str) -> None:
        self.driver.get(self.address + path)

    @property
    def path(self) -> str:
        return self.driver.current_url.removeprefix(self.address)

    def sign_in(self, key: str) -> None:
        self.open("/signin")
        self.type("Operator key", key)
        self.press(Keys.ENTER)
        self.sees("h1", "Overview")

    def find(self, selector: str) -> WebElement:
        return self.until(lambda: next(iter(self.all(selector)), None), f"no {selector}")

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        return self.driver.execute_script("return document.querySelector(arguments[0])?.textContent ?? ''", selector)

    def sees(self, selector: str, text: str) -> None:
        """Waits until the text stands in the element, which may come, go and change meanwhile."""
        self.until(lambda: text in self.text(selector), f"{selector} does not say {text!r}: {{}}", selector)

    def sees_no(self, selector: str) -> None:
        self.until(lambda: not self.all(selector), f"{selector} is still there")

    def until(self, question: Callable[[], T], problem: str, selector: str = "main") -> T:
        try:
            return WebDriverWait(self.driver, PATIENCE, 0.05, [StaleElementReferenceException]).until(lambda _: question())
        except Exception as error:
            raise AssertionError(f"{problem} on {self.path}: {self.text(selector)[:2000]!r}") from error

    def type(self, label: str, text: str) -> None:
        self._labelled(label).send_keys(text)

    def choose(self, label: str, option: str) -> None:
        control = self._labelled(label)
        chosen = [found for found in control.find_elements(By.TAG_NAME, "option") if found.text == option]
        assert len(chosen) == 1, f"{label} has not one option {option!r}"
        chosen[0].click()

    def _labelled(self, label: str) -> WebElement:
        """The control of that label, found as assistive software finds it."""
        controls = self.all("input:not([type=hidden]), select, textarea")
        fitting = [control for control in controls if control.accessible_name.split(" required")[0].strip() == label]
        assert len(fitting) == 1, f"{len(fitting)} controls are called {label!r}: {[c.accessible_name for c in controls]}"
        return fitting[0]

    def button(self, name: str) -> WebElement:
        fitting = [button for button in self.all("button") if button.accessible_name == name]
        assert len(fitting) == 1, f"{len(fitting)} buttons are called {name!r}: {[b.accessible_name for b in self.all('button')]}"
        return fitting[0]

    def press(self, *keys: str) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()

    def walk_to(self, name: str, role: str = "link") -> None:
        """Presses the tab key until what has that name has the focus, which must show."""
        for _ in range(200):
            self.press(Keys.TAB)
            here = self.driver.switch_to.active_element
            if here.tag_name != "body" and here.aria_role == role and here.accessible_name.startswith(name):
                assert here.value_of_css_property("outline-style") != "none", f"nobody sees that {name!r} has the focus"
                return
        raise AssertionError(f"the keyboard does not reach the {role} {name!r} on {self.path}")

    def likes(self, scheme: str) -> None:
        """Asks for light or dark pages."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def complaints(self) -> list[str]:
        """What the browser has said since this was asked last: errors of scripts, violations of the policy."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requested(self) -> list[str]:
        """The addresses that were asked for since this was asked last."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = [message["params"] for message in messages if message["method"] == "Network.requestWillBeSent"]
        return [request["request"]["url"] for request in sent]
