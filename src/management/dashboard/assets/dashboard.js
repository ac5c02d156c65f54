// Keeps a page up to date. Pages are whole without it: it replaces parts of them with what the gateway renders anew.
"use strict";

const state = document.getElementById("stream-state");

function tell(text, isBad) {
  state.textContent = text;
  state.classList.toggle("bad", isBad);
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

// An element that somebody uses at this moment is left alone.
function isInUse(element) {
  return element !== document.activeElement && element.contains(document.activeElement);
}

function renew(now, next) {
  if (now.outerHTML === next.outerHTML || isInUse(now)) return;
  for (const name of ["class", "hidden", "href"]) {
    if (next.hasAttribute(name)) now.setAttribute(name, next.getAttribute(name));
    else now.removeAttribute(name);
  }
  const open = [...now.querySelectorAll("details")].map((details) => details.open);
  now.replaceChildren(...next.childNodes);
  [...now.querySelectorAll("details")].forEach((details, at) => (details.open = open[at] ?? details.open));
}

// Rows come and go by their ids; those that stay keep their focus and what was typed in them.
function renewRows(now, next) {
  const wanted = [...next.children];
  const ids = new Set(wanted.map((row) => row.id));
  for (const row of [...now.children]) {
    if (ids.has(row.id)) continue;
    if (row.contains(document.activeElement)) document.getElementById("main").focus({ preventScroll: true });
    row.remove();
  }
  wanted.forEach((row, at) => {
    const old = now.querySelector(`:scope > #${CSS.escape(row.id)}`);
    if (old === null) now.insertBefore(row.cloneNode(true), now.children[at] ?? null);
  });
}

function patch(html) {
  const next = parsed(html);
  for (const rows of next.querySelectorAll("[data-rows]")) {
    const now = document.getElementById(rows.id);
    if (now !== null) renewRows(now, rows);
  }
  for (const part of [...next.querySelectorAll("[data-live]")]) {
    const now = document.getElementById(part.id);
    if (now !== null) renew(now, part);
  }
}

function addCall(html) {
  const rows = document.getElementById("ended");
  const row = parsed(html).firstElementChild;
  if (rows === null || row === null) return;
  row.classList.add("new");
  rows.prepend(row);
  while (rows.childElementCount > Number(rows.dataset.most)) rows.lastElementChild.remove();
}

function follow(path) {
  const source = new EventSource(path);
  let missed = false;
  source.addEventListener("open", () => {
    if (missed) tell("Live again; what happened in between may be missing. Reload to see all of it.", false);
    else tell("Live", false);
  });
  source.addEventListener("error", () => {
    missed = true;
    if (source.readyState === EventSource.CLOSED) tell("No longer live. Reload the page.", true);
    else tell("The gateway does not answer; trying again …", true);
  });
  source.addEventListener("patch", (event) => patch(event.data));
  source.addEventListener("call", (event) => addCall(event.data));
  source.addEventListener("rows", (event) => document.getElementById("ended").replaceChildren(parsed(event.data)));
  source.addEventListener("lost", (event) => tell(`${event.data} calls were too fast to be shown. Reload to see them.`, true));
  // A page that is kept for going back must not hold a stream.
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}

const path = document.getElementById("main").dataset.stream;
if (path !== undefined) follow(path);
