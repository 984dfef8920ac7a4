// Comfort only: every page works without it. Autosave, the level while ticking, times in the
// reader's zone, a guard against leaving with unsaved text.
"use strict";

const language = document.documentElement.lang;
// English as the United Nations writes it: 21 Nov 2026, 14:32.
const dates = language === "en" ? "en-GB" : language;
const form = document.querySelector("form[data-autosave]");

localiseTimes(document);
focusSummary();
document.querySelectorAll("[data-alone]").forEach(keepAlone);
if (form) {
  showLevel();
  form.addEventListener("change", showLevel);
  addRows();
  autosave();
} else {
  guard(document.querySelector("form[data-guard]"));
}

function localiseTimes(root) {
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  for (const element of root.querySelectorAll("time[datetime]")) {
    const moment = new Date(element.dateTime);
    const shape = "clock" in element.dataset ? clock : { dateStyle: "long", timeStyle: "short", hourCycle: "h23" };
    element.textContent = new Intl.DateTimeFormat(dates, shape).format(moment);
  }
}

function focusSummary() {
  const summary = document.getElementById("summary");
  if (!summary) return;
  document.title = summary.querySelector("h2").textContent.trim() + " – " + document.title;
  summary.focus();
}

// "None of this" and "We do not know" exclude the ticks; taking them back restores these.
function keepAlone(box) {
  const group = box.closest("fieldset");
  const others = () => [...group.querySelectorAll("input[type=checkbox]")].filter((b) => b !== box);
  let put = [];
  box.addEventListener("change", () => {
    if (box.checked) {
      put = others().filter((b) => b.checked);
      put.forEach((b) => { b.checked = false; });
    } else {
      put.forEach((b) => { b.checked = true; });
      put = [];
    }
  });
  group.addEventListener("change", (event) => {
    if (event.target !== box && event.target.checked) {
      box.checked = false;
      put = [];
    }
  });
}

function showLevel() {
  const now = document.querySelector("[data-now]");
  const ticks = (rung) => [...rung.querySelectorAll("input[name=met]")];
  const rungs = [...form.querySelectorAll("[data-rung]")];
  const unknown = form.elements.unknown.checked;
  const any = form.elements.none.checked || rungs.some((r) => ticks(r).some((t) => t.checked));
  let level = 0;
  for (const rung of rungs) {
    if (!ticks(rung).every((t) => t.checked)) break;
    level = Number(rung.dataset.rung);
  }
  const known = any && !unknown;
  const next = rungs.find((r) => Number(r.dataset.rung) > level && !ticks(r).every((t) => t.checked));
  for (const rung of rungs) {
    const above = Number(rung.dataset.rung) > level;
    rung.classList.toggle("reached", known && !above);
    for (const tick of ticks(rung)) {
      tick.closest("label").querySelector(".ahead").hidden = !(known && above && tick.checked);
      const action = now.querySelector(`[data-action="${CSS.escape(tick.value)}"]`);
      action.hidden = rung !== next || tick.checked;
    }
  }
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0, useGrouping: false });
  say(now, "[data-level]", known ? whole.format(level) : "–");
  say(now, "[data-label]", known ? now.dataset.labels.split("|")[level] : "");
  now.querySelector("[data-known]").hidden = !known;
  now.querySelector("[data-unknown]").hidden = !unknown;
  now.querySelector("[data-nothing]").hidden = known || unknown;
  now.querySelector("[data-next]").hidden = unknown || !next;
  showEffect(now, known ? Number(now.dataset.scores.split(" ")[level]) : null, whole);
}

function showEffect(now, score, whole) {
  let [sum, weight] = now.dataset.others.split(" ").map(Number);
  if (score !== null) {
    sum += score * Number(now.dataset.weight);
    weight += Number(now.dataset.weight);
  }
  now.querySelector("[data-effect]").hidden = !weight;
  // Half up, as on the server; the small addend undoes binary fractions just below a half.
  if (weight) say(now, "[data-point]", whole.format(Math.floor(sum / weight + 0.5 + 1e-9)));
}

function say(root, selector, text) {
  const element = root.querySelector(selector);
  if (element.textContent !== text) element.textContent = text;
}

function addRows() {
  const button = form.querySelector("[data-add-row]");
  button.addEventListener("click", (event) => {
    const last = form.querySelector("[data-row]");
    const place = Number(last.dataset.row);
    if (place >= 19) return;
    event.preventDefault();
    const row = last.cloneNode(true);
    const shown = new Intl.NumberFormat(language);
    last.removeAttribute("data-row");
    row.dataset.row = place + 1;
    row.querySelectorAll(".wrong").forEach((w) => w.remove());
    for (const element of row.querySelectorAll("[id], [for], [name]")) {
      for (const name of ["id", "for", "name"]) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replace(/^evidence-\d+/, `evidence-${place + 1}`));
      }
      element.removeAttribute("aria-invalid");
      element.removeAttribute("aria-describedby");
      if ("value" in element) element.value = "";
    }
    const renumber = (text) => text.replace(shown.format(place + 1), shown.format(place + 2));
    row.setAttribute("aria-label", renumber(row.getAttribute("aria-label")));
    const label = row.querySelector("label");
    label.textContent = renumber(label.textContent);
    last.after(row);
    row.querySelector("input").focus();
  });
}

function autosave() {
  const status = document.querySelector("[data-status]");
  let saved = content();
  let timer = 0;
  let running = false;
  let leaving = false;
  let stopped = false;

  function content() {
    const data = new FormData(form);
    data.delete("version");
    data.delete("csrf_token");
    return new URLSearchParams(data).toString();
  }

  function soon(delay) {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(send, delay);
  }

  async function send() {
    const now = content();
    if (running || leaving || now === saved) return;
    running = true;
    status.textContent = form.dataset.saving;
    try {
      const response = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(new FormData(form)),
        redirect: "error",
      });
      await react(response, now);
    } catch {
      tell(form.dataset.failed);
      soon(5000);
    }
    running = false;
    if (!leaving && content() !== now) soon(800);
  }

  async function react(response, sent) {
    const data = (response.headers.get("Content-Type") || "").includes("json") ? await response.json() : {};
    if (response.ok) {
      saved = sent;
      form.elements.version.value = data.version;
      const at = new Date(data.saved_at || Date.now());
      const time = new Intl.DateTimeFormat(dates, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
      tell(form.dataset.saved.replace("{time}", time));
    } else if (response.status === 422) {
      tell(`${form.dataset.unsaved}: ${Object.values(data.fields)[0]}`);
    } else if (response.status === 409) {
      stopped = true;
      tell(form.dataset.conflict.replace("{name}", data.name));
    } else if (response.status === 401) {
      tell(form.dataset.signedOut);
      soon(15000);
    } else {
      tell(data.message || form.dataset.error);
      if (response.status >= 500) soon(15000);
    }
  }

  function tell(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  form.addEventListener("input", () => {
    if (content() === saved) return;
    tell(form.dataset.unsaved);
    soon(1200);
  });
  form.addEventListener("submit", (event) => {
    if (running) {
      // The version is about to change under this form: send it when the answer is here.
      event.preventDefault();
      const button = event.submitter;
      const wait = setInterval(() => {
        if (running) return;
        clearInterval(wait);
        form.requestSubmit(button);
      }, 50);
      return;
    }
    leaving = true;
    clearTimeout(timer);
  });
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("beforeunload", (event) => {
    if (!leaving && content() !== saved) event.preventDefault();
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
