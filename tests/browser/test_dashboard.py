"""What an operator does at the dashboard, in a real browser."""

from selenium.webdriver.common.keys import Keys

from browser import Person
from gateway import Gateway

PAGES = {"Tools": "/tools", "Calls": "/calls", "Approvals": "/approvals", "Audit": "/audit", "Contract": "/contract", "Overview": "/"}

RISKY = "config_write"


def test_a_wrong_key_is_not_accepted_and_signing_out_ends_it(person: Person, gateway: Gateway) -> None:
    person.open("/signin")
    person.type("Operator key", "sgw_0123456789ab_nonsense")
    person.press(Keys.ENTER)
    person.sees("[role=alert]", "not accepted")
    # The browser notes the status of a refusal, as it should.
    assert all("401" in complaint for complaint in person.complaints())
    person.sign_in(gateway.key)
    person.walk_to("Sign out", "button")
    person.press(Keys.ENTER)
    person.sees("label", "Operator key")
    person.open("/tools")
    person.sees("label", "Operator key")
    assert all("401" in complaint for complaint in person.complaints())


def test_the_keyboard_reaches_every_page(operator: Person) -> None:
    operator.press(Keys.TAB)
    assert operator.driver.switch_to.active_element.text == "Skip to the content"
    for name, path in PAGES.items():
        operator.walk_to(name)
        operator.press(Keys.ENTER)
        operator.sees("h1", name)
        assert operator.path == path
        assert operator.text("[aria-current=page]").startswith(name)


def test_a_pending_call_is_approved_and_succeeds(operator: Person, gateway: Gateway) -> None:
    operator.open("/approvals")
    operator.sees("#pending", "No call waits")
    call = gateway.call(RISKY, "filename=lamp.json", 'content={"lit": true}')
    # It appears by itself, and so does what became of it.
    operator.sees("#pending", RISKY)
    arguments = operator.text("#pending pre")
    assert '"filename": "lamp.json"' in arguments and r'"content": "{\"lit\": true}"' in arguments
    operator.walk_to("Approve this call", "button")
    operator.press(Keys.ENTER)
    operator.sees("#decided", RISKY)
    operator.sees("#decided", "used")
    output, errors = call.communicate(timeout=20)
    assert call.returncode == 0, errors
    assert "lamp.json" in output


def test_a_pending_call_is_denied_with_a_reason(operator: Person, gateway: Gateway) -> None:
    call = gateway.call(RISKY, "filename=lamp.json", "content={}")
    operator.open("/approvals")
    operator.sees("#pending", RISKY)
    operator.find("input[name=reason]").send_keys("not today")
    # What is typed stays while the page is kept up to date.
    waited = operator.text("#pending [id$=-left]")
    operator.until(lambda: operator.text("#pending [id$=-left]") != waited, "the time that is left stands still")
    assert operator.find("input[name=reason]").get_property("value") == "not today"
    operator.button(f"Deny this call of {RISKY}").click()
    operator.sees("#decided", "denied")
    operator.sees("#decided", "not today")
    output, _ = call.communicate(timeout=20)
    assert call.returncode == 1 and "not today" in output


def test_a_tool_is_tried_with_its_form(operator: Person) -> None:
    operator.open("/tools/chronicle_search")
    operator.type("query", "light")
    operator.button("Call chronicle_search").click()
    operator.sees("#result", "ok")
    assert operator.path.startswith("/tries/")
    assert '"query": "light"' in operator.text("pre")
    operator.open("/tools/chronicle_search")
    operator.find(".try summary").click()
    operator.find("#json").send_keys('{"query": "light", "limits": 1}')
    operator.driver.execute_script("document.querySelector('.try').noValidate = true")
    operator.button("Call chronicle_search").click()
    operator.sees("#result", "failed")
    operator.sees("#result", "limits")


def test_a_try_that_needs_an_approval_waits_for_one(operator: Person) -> None:
    operator.open(f"/tools/{RISKY}")
    operator.type("filename", "lamp.json")
    operator.type("content", "{}")
    operator.button(f"Call {RISKY}").click()
    operator.sees("#result", "waiting for approval")
    here = operator.driver.current_window_handle
    operator.driver.switch_to.new_window("tab")
    operator.open("/approvals")
    operator.button(f"Approve this call of {RISKY}").click()
    operator.sees("#decided", "used")
    operator.driver.switch_to.window(here)
    operator.sees("#result", "ok")


def test_calls_appear_as_they_end_and_the_filter_holds(operator: Person) -> None:
    operator.open("/calls")
    operator.choose("Tool", "chronicle_search")
    operator.button("Show").click()
    operator.until(lambda: operator.path.startswith("/calls?"), "the filter is not used")
    operator.sees("#stream-state", "Live")
    calls = operator.driver.current_window_handle
    operator.driver.switch_to.new_window("tab")
    for tool, label in (("chronicle_list_entries", None), ("chronicle_search", "query")):
        operator.open(f"/tools/{tool}")
        if label:
            operator.type(label, "light")
        operator.button(f"Call {tool}").click()
        operator.sees("#result", "ok")
    operator.driver.switch_to.window(calls)
    operator.sees("#ended", "chronicle_search")
    assert "chronicle_list_entries" not in operator.text("#ended")
    # What was recorded is the same as what was live.
    operator.driver.refresh()
    operator.sees("#ended", "chronicle_search")
    assert "chronicle_list_entries" not in operator.text("#ended")


def test_a_call_in_flight_is_cancelled(operator: Person, gateway: Gateway) -> None:
    operator.open(f"/tools/{RISKY}")
    operator.type("filename", "lamp.json")
    operator.type("content", "{}")
    operator.button(f"Call {RISKY}").click()
    operator.sees("#result", "under way")
    operator.open("/calls")
    operator.sees("#flights", "waits for approval")
    operator.find("#flights button").click()
    operator.sees("#flights", "None.")
    operator.sees("#ended", "cancelled")


def test_the_audit_is_searched_and_verified(operator: Person, gateway: Gateway) -> None:
    gateway.run("call", "chronicle_search", "query=light")
    operator.open("/audit")
    operator.choose("Tool", "chronicle_search")
    operator.button("Show").click()
    operator.until(lambda: "tool=chronicle_search" in operator.path, "the filter is not used")
    assert {row.text for row in operator.all("tbody tr td:nth-child(5)")} == {"chronicle_search"}
    operator.find("tbody summary").click()
    operator.sees("tbody pre", '"contract"')
    operator.button("Verify the whole chain").click()
    operator.sees("#report", "sound")
    operator.sees("#report", "Rows 1 to")


def test_a_server_is_stopped_and_started(operator: Person) -> None:
    operator.open("/servers/chronicle")
    operator.button("Stop").click()
    operator.sees(".pairs", "stopped")
    operator.open("/")
    operator.sees("#chronicle-state", "stopped")
    operator.open("/servers/chronicle")
    operator.button("Start").click()
    operator.until(lambda: "stopped" not in operator.text(".pairs"), "it is still stopped")
