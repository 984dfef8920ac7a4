// Comfort in the evidence part of an indicator's page, after answering.js: files are sent as soon
// as they are chosen, with their progress; a document of another answer fills a row at once.
"use strict";

if (form) {
  offerTitles(document.getElementById("titles"), document.getElementById("again"));
  form.addEventListener("change", (event) => {
    const field = event.target;
    if (field.type === "file" && field.files.length) sendFile(field, field.files[0]);
    if ("again" in field.dataset && field.value) useAgain(field);
  });
}

// What was used already is offered while a title is typed: the list of documents knows it.
function offerTitles(titles, again) {
  if (!titles || !again) return;
  const known = [...again.options].filter((o) => o.value).map((o) => o.text);
  for (const title of new Set(known)) titles.append(new Option("", title));
}

function sendFile(field, file, isRetry = false) {
  const place = field.closest("[data-document]");
  const status = place.querySelector("[data-upload-status]");
  place.querySelectorAll(".wrong").forEach((w) => w.remove());
  field.removeAttribute("aria-invalid");
  if (file.size > Number(form.dataset.most)) {
    field.value = "";
    status.textContent = form.dataset.tooLarge;
    return;
  }
  const body = new FormData();
  body.append("csrf_token", form.elements.csrf_token.value);
  body.append("file", file);
  const request = new XMLHttpRequest();
  request.open("POST", form.dataset.upload);
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  const percent = new Intl.NumberFormat(language, { style: "percent" });
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) {
      status.textContent = form.dataset.sending.replace("{percent}", percent.format(event.loaded / event.total));
    }
  });
  request.addEventListener("error", () => { status.textContent = form.dataset.notSent; });
  request.addEventListener("load", () => {
    const told = request.response || {};
    if (request.status === 400 && told.csrf_token && !isRetry) {
      form.elements.csrf_token.value = told.csrf_token;
      sendFile(field, file, true);
      return;
    }
    field.value = "";
    if (request.status === 200) {
      keepFile(place, told.file, told.name, told.title);
    } else if (request.status === 401) {
      status.textContent = form.dataset.signedOut;
    } else {
      status.textContent = told.message || form.dataset.error;
    }
  });
  request.send(body);
}

// Let a row name a file: what the page would show after it was saved.
function keepFile(place, digest, name, title) {
  const row = place.dataset.document;
  const old = place.querySelector("[data-kept]");
  const kept = document.createElement("div");
  kept.dataset.kept = "";
  const hidden = document.createElement("input");
  hidden.type = "hidden";
  hidden.name = `${row}-file`;
  hidden.value = digest;
  const field = place.querySelector("input[type=file]").closest("p");
  kept.append(hidden);
  place.prepend(kept, field);
  old?.remove();
  place.querySelector("[data-upload-status]").textContent = form.dataset.kept.replace("{name}", name);
  const named = form.elements[`${row}-title`];
  if (!named.value) named.value = title;
  named.dispatchEvent(new Event("input", { bubbles: true }));
}

function useAgain(choice) {
  const [option] = choice.selectedOptions;
  const chosen = { title: option.textContent, date: "", link: "", ...option.dataset };
  let row = emptyRow();
  if (!row) {
    form.querySelector("[data-add-row]").click();
    row = emptyRow();
  }
  if (!row) return;  // no room: the form brings it along, and the page says so
  const name = row.querySelector("[data-document]").dataset.document;
  for (const part of ["title", "link", "date"]) form.elements[`${name}-${part}`].value = chosen[part];
  choice.value = "";
  if (chosen.file) keepFile(row.querySelector("[data-document]"), chosen.file, chosen.name, chosen.title);
  form.elements[`${name}-title`].dispatchEvent(new Event("input", { bubbles: true }));
  form.elements[`${name}-title`].focus();
}

function emptyRow() {
  const rows = [...form.querySelectorAll("#evidence .row")];
  return rows.find((row) => [...row.querySelectorAll("input:not([type=file])")].every((input) => !input.value));
}
