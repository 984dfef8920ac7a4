// Comfort only: every page works without it. Times in the reader's zone, choices that exclude
// each other, a guard against leaving with unsaved text. Autosave is in answering.js.
"use strict";

const language = document.documentElement.lang;
// English as the United Nations writes it: 21 Nov 2026, 14:32.
const dates = language === "en" ? "en-GB" : language;
const memory = (() => {
  try {
    return window.sessionStorage;
  } catch {
    return null;  // forbidden in this browser: nothing is held beyond the page
  }
})();

localiseTimes(document);
focusSummary();
document.querySelectorAll("[data-alone]").forEach(keepAlone);
guard(document.querySelector("form[data-guard]"));

function localiseTimes(root) {
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  for (const element of root.querySelectorAll("time[datetime]")) {
    const moment = new Date(element.dateTime);
    const time = new Intl.DateTimeFormat(dates, clock).format(moment);
    const day = new Intl.DateTimeFormat(dates, { dateStyle: "long" }).format(moment);
    element.textContent = "clock" in element.dataset ? time : `${day}, ${time}`;
  }
}

function focusSummary() {
  const summary = document.getElementById("summary");
  if (!summary) return;
  document.title = summary.querySelector("h2").textContent.trim() + " – " + document.title;
  summary.focus();
}

// "None of this" and "We do not know" exclude the ticks. They stay, greyed, and come back with
// one click; only what counts is sent, and this browser keeps the rest until it closes.
function keepAlone(box) {
  const group = box.closest("fieldset");
  const whole = box.closest("form");
  const others = () => [...group.querySelectorAll("input[type=checkbox]")].filter((b) => b !== box);
  const ticks = () => others().filter((b) => !("alone" in b.dataset));
  const key = `held ${location.pathname} ${box.name}`;
  const grey = () => {
    const alone = [...group.querySelectorAll("[data-alone]")].some((b) => b.checked);
    for (const tick of ticks()) {
      const isHeld = alone && tick.checked;
      tick.closest("label").classList.toggle("held", isHeld);
      if (isHeld) tick.setAttribute("aria-disabled", "true");
      else tick.removeAttribute("aria-disabled");
    }
    const held = ticks().filter((b) => b.checked).map((b) => b.value);
    if (box.checked && held.length) memory?.setItem(key, JSON.stringify(held));
    else if (!box.checked) memory?.removeItem(key);
  };
  if (box.checked) {
    const held = JSON.parse(memory?.getItem(key) || "[]");
    for (const tick of ticks()) if (held.includes(tick.value)) tick.checked = true;
  }
  grey();
  whole.addEventListener("formdata", (event) => {
    if (!box.checked) return;
    for (const other of others()) event.formData.delete(other.name);
  });
  box.addEventListener("change", () => {
    if (box.checked) for (const other of others()) if ("alone" in other.dataset) other.checked = false;
    grey();
  });
  group.addEventListener("change", (event) => {
    if (event.target === box || !event.target.checked && !box.checked) return;
    // A click on a greyed tick takes the exclusion back and leaves the tick.
    if (box.checked && !("alone" in event.target.dataset)) event.target.checked = true;
    if (event.target.checked) box.checked = false;
    grey();
  });
}

function guard(guarded) {
  if (!guarded) return;
  const content = () => new URLSearchParams(new FormData(guarded)).toString();
  const before = content();
  let leaving = false;
  guarded.addEventListener("submit", () => { leaving = true; });
  addEventListener("beforeunload", (event) => {
    if (!leaving && content() !== before) event.preventDefault();
  });
}
