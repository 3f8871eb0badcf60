// A security key (or the fingerprint reader, or the phone): the browser asks it, and its answer goes with a form.
// <form data-security-key="create" or "get" data-options="what the server wants to know of the key, as JSON">
//   <input type="hidden" data-security-key-answer> <button type="button" data-security-key-ask> <p data-security-key-problem>

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const withBytes = (known) => (known || []).map((one) => ({ ...one, id: toBytes(one.id) }));

const PROBLEMS = {
  InvalidStateError: "This key is registered already.",
  NotAllowedError: "The key was not used. Try again, and touch the key when it blinks.",
  SecurityError: "This browser does not allow a security key at this address.",
};

async function create(asked) {
  const publicKey = { ...asked, challenge: toBytes(asked.challenge), user: { ...asked.user, id: toBytes(asked.user.id) },
    excludeCredentials: withBytes(asked.excludeCredentials) };
  const made = await navigator.credentials.create({ publicKey });
  return { ...about(made), response: { clientDataJSON: toText(made.response.clientDataJSON),
    attestationObject: toText(made.response.attestationObject), transports: made.response.getTransports?.() ?? [] } };
}

async function get(asked) {
  const publicKey = { ...asked, challenge: toBytes(asked.challenge), allowCredentials: withBytes(asked.allowCredentials) };
  const given = await navigator.credentials.get({ publicKey });
  const { clientDataJSON, authenticatorData, signature, userHandle } = given.response;
  return { ...about(given), response: { clientDataJSON: toText(clientDataJSON), authenticatorData: toText(authenticatorData),
    signature: toText(signature), userHandle: userHandle ? toText(userHandle) : null } };
}

function about(credential) {
  return { id: credential.id, rawId: toText(credential.rawId), type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? null,
    clientExtensionResults: credential.getClientExtensionResults() };
}

function prepare(form) {
  const button = form.querySelector("[data-security-key-ask]");
  const problem = form.querySelector("[data-security-key-problem]");
  if (!form.querySelector("button[type=submit]")) {  // Enter in the name's field means the key's button
    form.addEventListener("submit", (event) => { event.preventDefault(); button.click(); });
  }
  button.addEventListener("click", async () => {
    problem.textContent = "";
    button.disabled = true;
    try {
      const { publicKey } = JSON.parse(form.dataset.options);
      const answer = await (form.dataset.securityKey === "create" ? create(publicKey) : get(publicKey));
      form.querySelector("[data-security-key-answer]").value = JSON.stringify(answer);
      HTMLFormElement.prototype.submit.call(form);  // a field may be called "submit"
    } catch (error) {
      problem.textContent = PROBLEMS[error.name] || "The key could not be used in this browser.";
      button.disabled = false;
    }
  });
}

document.querySelectorAll("[data-security-key]").forEach(prepare);
