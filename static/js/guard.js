// Says beside a free text, while it is typed, what the guard finds in it, and asks for a reason where one helps.
// The server decides when the form is sent.

const PAUSE = 600;
const NOTHING = { level: "", sentence: "" };

for (const control of document.querySelectorAll("[data-guarded]")) {
  const said = control.parentElement.querySelector(`[data-guard-said="${CSS.escape(control.name)}"]`);
  const token = control.form?.elements.csrfmiddlewaretoken?.value;
  if (!said || !token) continue;
  let reason = said.nextElementSibling;
  let asked = "";
  let waiting = 0;

  const askWhy = (isAsked) => {
    if (isAsked && reason.content) {
      const shown = reason.content.firstElementChild.cloneNode(true);
      reason.replaceWith(shown);
      reason = shown;
    }
    reason.hidden = !isAsked && !reason.contains(document.activeElement);
  };

  async function found(text) {
    if ("stands" in control.dataset && text === control.defaultValue) return NOTHING;
    const body = new URLSearchParams({ text });
    if ("strict" in control.dataset) body.set("strict", "1");
    const headers = { "X-CSRFToken": token };
    const answer = await fetch(said.dataset.address, { method: "POST", body, headers, redirect: "error" }).catch(() => null);
    return answer?.ok && (await answer.json().catch(() => null));
  }

  async function ask() {
    clearTimeout(waiting);
    const text = control.value;
    if (text === asked) return;
    asked = text;
    const is = await found(text);
    if (!is || text !== control.value) return;
    if (said.textContent !== is.sentence) said.textContent = is.sentence;
    said.dataset.level = is.level;
    if (!("strict" in control.dataset)) askWhy(is.level === "soft");
  }

  control.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  control.addEventListener("blur", ask);
}
