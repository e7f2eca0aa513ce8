// Keeps what is typed: saves it on the server as it is typed, and sends it only when it will arrive.

const PAUSE = 800; // after the last key
const LONGEST = 5000; // while somebody types on and on
const RETRY = 30000; // the longest wait for a connection
const HANGS = 20000; // a request that is not answered by then is given up, and tried again
const SIGNED_OUT = [401, 403];

const form = document.querySelector("form[data-draft]");

if (form) {
  const said = form.querySelector("[data-said]");
  const trouble = form.querySelector("[data-trouble]");
  const tabs = new BroadcastChannel("session");
  let dirty = false; // typed, not saved
  let since = 0;
  let timer = 0;
  let tries = 0;
  let waits = false; // the button is pressed, the entry not sent
  let sent = false;
  let saving = Promise.resolve("ok");
  let seen = form.dataset.seen; // when the draft was last written, as far as this page knows
  let kept_at = ""; // the same by the clock of the office

  // Names this window, also after a reload: so the server knows what was typed on in another one.
  const name = sessionStorage.getItem("window") ?? `${Date.now()}-${Math.random()}`;
  sessionStorage.setItem("window", name);

  const words = (state) => said.dataset[state];

  function tell(state) {
    trouble.hidden = state === "ok";
    if (state !== "ok") said.textContent = kept_at ? words("until").replace("%s", kept_at) : words("never");
    if (trouble.hidden || trouble.dataset.state === state) return;
    trouble.querySelector("[data-what]").textContent = words(state);
    trouble.querySelector("[data-way-in]").hidden = state === "away";
  }

  // Signed in again, in the same role? Then with the token of the new session.
  async function renewed() {
    const answer = await fetch(form.dataset.token, { redirect: "manual", signal: AbortSignal.timeout(HANGS) }).catch(() => null);
    if (!answer) return "away";
    if (!answer.ok) return "out";
    const { token, hat } = await answer.json();
    if (String(hat) !== form.elements.hat.value) return "other";
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    return "ok";
  }

  function post(keepalive) {
    const body = new FormData(form);
    body.set("seen", seen);
    body.set("window", name);
    const asked = { method: "POST", body, redirect: "manual", keepalive, signal: AbortSignal.timeout(HANGS) };
    return fetch(form.dataset.draft, asked).catch(() => null);
  }

  async function kept() {
    let answer = await post(false);
    if (answer && (answer.type === "opaqueredirect" || SIGNED_OUT.includes(answer.status))) {
      const state = await renewed();
      if (state !== "ok") return state;
      answer = await post(false);
    }
    if (!answer || answer.status >= 500) return "away";
    if (answer.type === "opaqueredirect" || SIGNED_OUT.includes(answer.status)) return "out";
    const told = await answer.json().catch(() => ({ said: "", refused: {} }));
    if (told.key) form.elements.key.value = told.key;
    seen = told.seen ?? seen;
    kept_at = told.time ?? kept_at;
    show(told);
    if (answer.ok) tabs.postMessage("active");
    return "ok";
  }

  function show({ said: sentence, refused }) {
    const names = Object.keys(refused);
    for (const name of names) {
      const beside = form.querySelector(`[data-guard-said="${CSS.escape(name)}"]`);
      if (beside && beside.textContent !== refused[name]) beside.textContent = refused[name];
    }
    const before = sentence && `${sentence.replace(/\.$/, "")}. `;
    said.textContent = names.length ? `${before}${words("without")}` : sentence;
  }

  async function once() {
    if (sent || !(dirty || waits)) return "ok";
    dirty = false;
    const state = await kept();
    if (state !== "ok") dirty = true;
    form.toggleAttribute("data-unsaved", dirty);
    tries = state === "ok" ? 0 : tries + 1;
    tell(state);
    trouble.dataset.state = state;
    clearTimeout(timer);
    if (state !== "ok") timer = setTimeout(save, Math.min(RETRY, 500 * 2 ** tries));
    else if (waits) send();
    else if (dirty) soon();
    return state;
  }

  // One at a time, so that an older text never comes after a newer one.
  function save() {
    saving = saving.then(once);
    return saving;
  }

  function send() {
    sent = true;
    form.submit();
  }

  function soon() {
    const now = Date.now();
    if (!dirty) since = now;
    dirty = true;
    form.toggleAttribute("data-unsaved", true);
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, Math.min(PAUSE, since + LONGEST - now)));
  }

  const last = () => {
    if (dirty && !sent) post(true);
  };

  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("focusout", () => dirty && save());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    waits = true;
    save();
  });

  addEventListener("pagehide", last);
  addEventListener("visibilitychange", () => document.hidden && last());
  // The word comes a moment before the first request gets through: from here on the waits are short again.
  addEventListener("online", () => {
    tries = 0;
    if (dirty || waits) save();
  });
  tabs.addEventListener("message", () => (dirty || waits) && tries && save());
  addEventListener("pageshow", (event) => event.persisted && sent && location.reload());

  // The time of the session is up: what is typed stays, the session does not.
  addEventListener("session-ends", async (event) => {
    event.preventDefault();
    if (dirty) await save();
    const out = document.querySelector("#session [data-out]");
    await fetch(out.action, { method: "POST", body: new FormData(out), redirect: "manual" }).catch(() => null);
    dirty = true;
    save();
  });
}
