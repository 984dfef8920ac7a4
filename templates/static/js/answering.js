// Comfort on the page of an indicator, after app.js: autosave, the level while ticking.
"use strict";

const form = document.querySelector("form[data-autosave]");

if (form) {
  showLevel();
  form.addEventListener("change", showLevel);
  addRows();
  autosave();
}

function showLevel() {
  const now = document.querySelector("[data-now]");
  const ticks = (rung) => [...rung.querySelectorAll("input[name=met]")];
  const rungs = [...form.querySelectorAll("[data-rung]")];
  const unknown = form.elements.unknown.checked;
  const none = form.elements.none.checked;
  const isMet = (tick) => tick.checked && !none && !unknown;
  const any = none || rungs.some((r) => ticks(r).some(isMet));
  let level = 0;
  for (const rung of rungs) {
    if (none || !ticks(rung).every(isMet)) break;
    level = Number(rung.dataset.rung);
  }
  const known = any && !unknown;
  const next = rungs.find((r) => Number(r.dataset.rung) > level && !ticks(r).every(isMet));
  for (const rung of rungs) {
    const above = Number(rung.dataset.rung) > level;
    rung.classList.toggle("reached", known && !above);
    for (const tick of ticks(rung)) {
      tick.closest("label").querySelector(".ahead").hidden = !(known && above && isMet(tick));
      const action = now.querySelector(`[data-action="${CSS.escape(tick.value)}"]`);
      action.hidden = rung !== next || isMet(tick);
    }
  }
  for (const shown of form.querySelectorAll("[data-open-level]")) {
    if (next) shown.textContent = new Intl.NumberFormat(language).format(Number(next.dataset.rung));
  }
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0, useGrouping: false });
  say(now, "[data-level]", known ? whole.format(level) : "–");
  say(now, "[data-label]", known ? now.dataset.labels.split("|")[level] : "");
  now.querySelector("[data-known]").hidden = !known;
  now.querySelector("[data-unknown]").hidden = !unknown;
  now.querySelector("[data-nothing]").hidden = known || unknown;
  now.querySelector("[data-next]").hidden = unknown || !next;
  showEffect(now, known ? Number(now.dataset.scores.split(" ")[level]) : null);
}

function showEffect(now, score) {
  let [sum, weight] = now.dataset.others.split(" ").map(Number);
  if (score !== null) {
    sum += score * Number(now.dataset.weight);
    weight += Number(now.dataset.weight);
  }
  now.querySelector("[data-effect]").hidden = !weight;
  if (!weight) return;
  const places = Number(now.dataset.decimals);
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places, useGrouping: false };
  // Half up, as on the server; the small addend undoes binary fractions just below a half.
  const rounded = Math.floor((sum / weight) * 10 ** places + 0.5 + 1e-9) / 10 ** places;
  say(now, "[data-point]", new Intl.NumberFormat(language, digits).format(rounded));
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
    for (const kept of row.querySelectorAll("[data-kept]")) {
      const field = kept.querySelector("input[type=file]")?.closest("p");
      if (field) kept.before(field);
      kept.remove();
    }
    row.querySelectorAll(".wrong").forEach((w) => w.remove());
    row.querySelectorAll("[data-upload-status]").forEach((w) => { w.textContent = ""; });
    const files = row.querySelector("[data-document]");
    if (files) files.dataset.document = `evidence-${place + 1}`;
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

const MAY_NAME = /[\p{Nd}@岁]|名叫|姓名|named|called|name|nomm|appel|nom|llamad|nombre|имени|зовут|اسم|دعى|مدعو/iu;

// What is typed and ticked. Files travel on their own (evidence.js).
function fieldsOf(any) {
  const data = new FormData(any);
  for (const [name, value] of [...data]) if (typeof value !== "string") data.delete(name);
  return data;
}

// What would be saved: all but the version and the token.
function contentOf(any) {
  const data = fieldsOf(any);
  data.delete("version");
  data.delete("csrf_token");
  return new URLSearchParams(data).toString();
}

// The form as the server sent it: a browser that goes back fills in what was typed.
function asSent(any) {
  const copy = any.cloneNode(true);
  copy.reset();
  return contentOf(copy);
}

function autosave() {
  const status = document.querySelector("[data-status]");
  const KEEPALIVE_BYTES = 60000;  // browsers carry no more than 64 kB over the end of a page
  // A page that says what is wrong shows what was not saved.
  let saved = document.getElementById("summary") ? null : asSent(form);
  let timer = 0;
  let running = null;
  let failed = saved === null;
  let leaving = false;
  let stopped = false;

  const content = () => contentOf(form);
  const isDirty = () => content() !== saved;

  function soon(delay) {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(send, delay);
  }

  function send() {
    if (running) return running;
    if (leaving || stopped || !isDirty()) return Promise.resolve();
    clearTimeout(timer);
    running = post().finally(() => {
      running = null;
      if (!leaving && !failed && isDirty()) soon(800);
    });
    return running;
  }

  async function post(isRetry = false) {
    const now = content();
    const body = new URLSearchParams(fieldsOf(form));
    tell(form.dataset.saving);
    try {
      const response = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body,
        redirect: "error",
        keepalive: body.toString().length < KEEPALIVE_BYTES,
      });
      const data = (response.headers.get("Content-Type") || "").includes("json") ? await response.json() : {};
      if (response.status === 400 && data.csrf_token && !isRetry) {
        // Signed in again in another tab: go on with the new token.
        form.elements.csrf_token.value = data.csrf_token;
        await post(true);
        return;
      }
      react(response, data, now);
    } catch {
      failed = true;
      tell(form.dataset.failed);
      soon(5000);
    }
  }

  function react(response, data, sent) {
    failed = !response.ok;
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
    status.classList.toggle("failed", failed || stopped);
  }

  // Whether what is new can be sent while the page goes: ticks, grade and note always can; a
  // document or a figure may be refused, and nobody would be there to read why.
  function canGoAlong() {
    if (failed || stopped || saved === null || !navigator.onLine) return false;
    const rest = (text) => {
      const data = new URLSearchParams(text);
      // A note in which the guard may find something might be refused, too.
      const names = MAY_NAME.test(data.get("note") || "") ? [] : ["note"];
      for (const name of ["met", "none", "unknown", "grade", ...names]) data.delete(name);
      return data.toString();
    };
    const now = content();
    const says = ["met", "none", "unknown"].some((name) => new URLSearchParams(now).has(name));
    return says && rest(now) === rest(saved) && now.length < KEEPALIVE_BYTES;
  }

  // Save first, then do what was asked; whoever waits too long goes on all the same.
  async function saveFirst(goOn) {
    const late = new Promise((done) => { setTimeout(done, 2000); });
    const all = async () => { await running; if (isDirty() && !failed) await send(); };
    await Promise.race([all(), late]);
    goOn();
  }

  const changed = () => {
    if (!isDirty()) return;
    failed = false;
    tell(form.dataset.unsaved);
    soon(1200);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);  // ticks that were taken back by another
  form.addEventListener("submit", (event) => {
    if (running) {
      // The version is about to change under this form: send it when the answer is here.
      event.preventDefault();
      const button = event.submitter;
      running.finally(() => form.requestSubmit(button));
      return;
    }
    leaving = true;
    clearTimeout(timer);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.target || link.origin !== location.origin || link.hasAttribute("download")) return;
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
    if (!running && (!isDirty() || failed || stopped)) return;
    event.preventDefault();
    saveFirst(() => { location.href = link.href; });
  });
  document.addEventListener("submit", (event) => {
    if (event.target === form || event.defaultPrevented || !running && (!isDirty() || failed || stopped)) return;
    event.preventDefault();
    const other = event.target;
    const button = event.submitter;
    saveFirst(() => { failed = failed || isDirty(); other.requestSubmit(button); });
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && !running && isDirty() && !canGoAlong()) event.preventDefault();
  });
  addEventListener("pagehide", () => {
    if (!leaving && !running && isDirty() && canGoAlong()) send();
  });
  addEventListener("pageshow", (event) => {
    leaving = false;
    const [entry] = performance.getEntriesByType("navigation");
    if (event.persisted || entry?.type === "back_forward") refresh();
  });

  // Back on a page that the browser kept: what was saved since counts, what was typed stays.
  async function refresh() {
    let fresh = null;
    try {
      const page = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
      const parsed = new DOMParser().parseFromString(await page.text(), "text/html");
      fresh = page.redirected ? null : parsed.querySelector("form[data-autosave]");
    } catch {
      return;  // no connection: what is here stays
    }
    if (!fresh) {
      if (!isDirty()) location.reload();
      return;
    }
    form.elements.csrf_token.value = fresh.elements.csrf_token.value;
    const theirs = contentOf(fresh);
    if (fresh.elements.version.value !== form.elements.version.value) {
      if (theirs !== content() && !isDirty()) {
        location.reload();
        return;
      }
      if (theirs === content() || theirs === saved) form.elements.version.value = fresh.elements.version.value;
    }
    if (theirs === content()) saved = theirs;
    if (isDirty()) {
      tell(form.dataset.unsaved);
      soon(1200);
    }
  }
}
