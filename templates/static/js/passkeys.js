/* Passkeys: the browser makes or uses one, and the form is sent with what it says.
   A page without this script says so, and offers the ways that need none. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-passkey]");
  if (!form) return;
  const problem = form.querySelector("[data-problem]");
  const button = form.querySelector("button");
  const waits = form.querySelector("[data-waits]");

  const bytes = (text) => {
    const plain = text.replace(/-/g, "+").replace(/_/g, "/");
    const padded = plain + "=".repeat((4 - (plain.length % 4)) % 4);
    return Uint8Array.from(atob(padded), (c) => c.charCodeAt(0));
  };
  const text = (buffer) =>
    buffer
      ? btoa(String.fromCharCode(...new Uint8Array(buffer)))
          .replace(/\+/g, "-")
          .replace(/\//g, "_")
          .replace(/=+$/, "")
      : null;
  const withIds = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

  const options = () => {
    const given = JSON.parse(form.dataset.options);
    given.challenge = bytes(given.challenge);
    if (given.user) given.user = { ...given.user, id: bytes(given.user.id) };
    if (given.excludeCredentials) given.excludeCredentials = withIds(given.excludeCredentials);
    if (given.allowCredentials) given.allowCredentials = withIds(given.allowCredentials);
    return given;
  };

  const told = (credential) => {
    const answer = credential.response;
    const response = { clientDataJSON: text(answer.clientDataJSON) };
    if (answer.attestationObject) {
      response.attestationObject = text(answer.attestationObject);
      response.transports = answer.getTransports ? answer.getTransports() : [];
    } else {
      response.authenticatorData = text(answer.authenticatorData);
      response.signature = text(answer.signature);
      response.userHandle = text(answer.userHandle);
    }
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      extensions: JSON.stringify(credential.getClientExtensionResults()),
    });
  };

  const ask = async () => {
    problem.hidden = true;
    waits.hidden = false;
    try {
      const publicKey = options();
      const credential =
        form.dataset.passkey === "create"
          ? await navigator.credentials.create({ publicKey })
          : await navigator.credentials.get({ publicKey });
      form.elements.credential.value = told(credential);
      form.submit();
    } catch {
      problem.hidden = false;
      waits.hidden = true;
      button.hidden = false;
      button.focus();
    }
  };

  if (!window.PublicKeyCredential) {
    problem.hidden = false;
    return;
  }
  button.addEventListener("click", ask);
  ask();
})();
