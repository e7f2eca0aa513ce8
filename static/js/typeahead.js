// Names of organizations while one types: the pattern of an editable combobox with a list. Without script the name is
// sent as it was typed, and the server finds out who is meant.

const PAUSE = 150;

const who = document.querySelector("[data-who]");

// The template's content, with the row's number in its names.
function filled(template, number) {
  const copy = template.content.cloneNode(true);
  for (const part of copy.querySelectorAll("*")) {
    for (const { name, value } of [...part.attributes]) {
      if (value.includes("__n__")) part.setAttribute(name, value.replaceAll("__n__", number));
    }
  }
  return copy;
}

if (who) {
  const picks = who.querySelector("[data-picks]");
  const heard = who.querySelector("[data-heard]");
  const rows = who.querySelectorAll("[data-blank]");
  let next = 1 + Math.max(-1, ...[...who.querySelectorAll("[data-row] input[type=text]")].map((one) => Number(one.name.split("-")[1])));

  const changed = (control) => control.dispatchEvent(new Event("input", { bubbles: true }));

  function pick({ id, name }) {
    let box = picks.querySelector(`input[type=checkbox][value="${id}"]`);
    if (!box) {
      const made = who.querySelector("template[data-pick]").content.cloneNode(true);
      box = made.querySelector("input[type=checkbox]");
      box.value = id;
      made.querySelector("input[type=hidden]").value = id;
      box.id = `id_organizations_p${id}`;
      made.querySelector("label").htmlFor = box.id;
      made.querySelector("label").textContent = name;
      picks.append(made);
    }
    box.checked = true;
    heard.textContent = `${name} ${heard.dataset.added}`;
    who.dispatchEvent(new CustomEvent("picked", { bubbles: true, detail: { id, name } }));
    changed(box);
  }

  function fresh() {
    const row = filled(who.querySelector("template[data-new]"), next++).firstElementChild;
    heard.before(row);
    upgrade(row);
  }

  function upgrade(row) {
    const input = row.querySelector("input[type=text]");
    const kind = row.querySelector("[data-kind]");
    const list = document.createElement("ul");
    let found = [];
    let active = -1;
    let timer = 0;
    let asked = "";

    list.id = `${input.id}_list`;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", who.querySelector("legend").textContent.trim());
    input.after(list);
    kind.hidden = true;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    input.autocomplete = "off";

    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(at) {
      active = (at + found.length) % found.length;
      [...list.children].forEach((one, i) => one.setAttribute("aria-selected", String(i === active)));
      input.setAttribute("aria-activedescendant", list.children[active].id);
      list.children[active].scrollIntoView({ block: "nearest" });
    }

    function draw() {
      list.replaceChildren(
        ...found.map(({ name, detail, is_new }, i) => {
          const one = document.createElement("li");
          const small = document.createElement("small");
          one.id = `${list.id}_${i}`;
          one.setAttribute("role", "option");
          one.textContent = is_new ? `${heard.dataset.enter} ${name}` : name;
          small.textContent = detail || "";
          one.append(" ", small);
          return one;
        }),
      );
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      heard.textContent = `${found.length - 1} ${found.length === 2 ? heard.dataset.foundOne : heard.dataset.found}`;
      mark(0);
    }

    async function ask() {
      const typed = input.value.trim();
      asked = typed;
      if (typed.length < 2) return close();
      const query = new URLSearchParams({ q: typed });
      const answer = await fetch(`${who.dataset.suggest}?${query}`, { redirect: "error" }).catch(() => null);
      if (asked !== typed || document.activeElement !== input) return;
      const { results } = answer?.ok ? await answer.json().catch(() => ({ results: [] })) : { results: [] };
      found = [...results, { name: typed, is_new: true }];
      draw();
    }

    function enter(name) {
      const chosen = document.createElement("input");
      chosen.type = "hidden";
      chosen.name = input.name.replace(/name$/, "answer");
      chosen.value = "new";
      input.value = name;
      input.readOnly = true;
      row.append(chosen, remove());
      kind.hidden = false;
      who.dispatchEvent(new CustomEvent("picked", { bubbles: true, detail: { id: input.name.replace(/-name$/, ""), name } }));
      changed(input);
      fresh();
      kind.querySelector("select").focus();
    }

    function remove() {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "plain";
      button.textContent = `${heard.dataset.remove}: ${input.value}`;
      button.addEventListener("click", () => {
        row.remove();
        changed(picks);
        who.querySelector("[role=combobox]:not([readonly])").focus();
      });
      return button;
    }

    function choose(at) {
      const one = found[at];
      close();
      if (one.is_new) return enter(one.name);
      input.value = "";
      pick(one);
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (input.readOnly) return;
      const keys = {
        ArrowDown: () => (list.hidden ? ask() : mark(active + 1)),
        ArrowUp: () => (list.hidden ? ask() : mark(active - 1)),
        Enter: () => (list.hidden ? ask() : choose(active)),
        Escape: close,
      };
      if (!keys[event.key] || (event.key === "Enter" && !input.value.trim())) return;
      event.preventDefault();
      keys[event.key]();
    });
    // Before the blur, which would close the list.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const one = event.target.closest("li");
      if (one) choose([...list.children].indexOf(one));
    });
  }

  rows.forEach(upgrade);
}
