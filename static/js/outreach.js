// The form of the log: what the last entry had, at one press; only the questions that fit the kind; rows for steps.

const form = document.querySelector("form.log");

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

if (form) {
  const changed = (control) => control.dispatchEvent(new Event("input", { bubbles: true }));

  // What cannot be said of this kind is not asked and not sent; what was typed there stays in case the kind changes.
  function ask(part, is_asked) {
    part.hidden = !is_asked;
    for (const control of part.querySelectorAll("input, select, textarea")) control.disabled = !is_asked;
  }

  const total = form.querySelector("[data-total]");
  const dropped = form.querySelector("[data-dropped]");

  // How many are trained in all; and, when the kind changes, that they do not count for it.
  function count(kind) {
    const numbers = [...form.querySelectorAll("[name^=trained-]")].map((one) => Number.parseInt(one.value, 10) || 0);
    const people = numbers.reduce((sum, number) => sum + number, 0);
    const tell = (line, sentence) => line.textContent !== sentence && (line.textContent = sentence);
    tell(total, people ? total.dataset.total.replace("%s", people) : "");
    tell(dropped, people && kind !== "TRAINING" ? dropped.dataset.dropped.replace("%s", people) : "");
  }

  function fit() {
    const kind = form.querySelector("[name=did]:checked")?.value ?? "";
    const joint = form.elements.joint_with.value !== "";
    const theirs = joint && form.querySelector("[name=is_host]:checked")?.value === "no";
    const people = form.querySelector("[data-people]");
    for (const part of people.querySelectorAll("[data-for]")) ask(part, !theirs && part.dataset.for === kind);
    for (const part of people.querySelectorAll("[data-not-for]")) ask(part, !theirs && part.dataset.notFor !== kind);
    form.querySelector("[data-people-off]").hidden = !theirs;
    count(kind);
    ask(form.querySelector("[data-joint]"), joint);
  }

  function tick(name, values) {
    for (const box of form.querySelectorAll(`[name=${name}]`)) box.checked = values.includes(box.value) || (box.type === "checkbox" && box.checked);
  }

  form.querySelector("[data-same]")?.addEventListener("click", (event) => {
    const { did, duty, organizations } = event.target.dataset;
    const wanted = organizations.trim().split(" ");
    if (!wanted.every((key) => form.querySelector(`[name=organizations][value="${key}"]`))) return;
    event.preventDefault();
    tick("did", [did]);
    tick("duty", [duty]);
    tick("organizations", wanted);
    fit();
    form.elements.line.focus();
    changed(form.elements.line);
  });

  const steps = form.querySelector("[data-steps]");
  const another = form.querySelector("[data-add-step]");
  another.hidden = false;
  another.addEventListener("click", () => {
    const next = 1 + Math.max(-1, ...[...steps.querySelectorAll("[name$=-text]")].map((one) => Number(one.name.split("-")[1])));
    steps.append(filled(form.querySelector("template[data-step]"), next));
    const row = steps.lastElementChild;
    const before = row.previousElementSibling?.querySelector("[name$=-organization]");
    if (before) row.querySelector("[name$=-organization]").replaceChildren(...[...before.options].map((one) => one.cloneNode(true)));
    row.querySelector("[name$=-text]").focus();
  });

  // Whoever was picked by name can owe a step.
  form.addEventListener("picked", ({ detail: { id, name } }) => {
    for (const list of steps.querySelectorAll("[name$=-organization]")) {
      if (![...list.options].some((one) => one.value === String(id))) list.add(new Option(name, id));
    }
  });

  form.addEventListener("change", ({ target }) => {
    if (target.name === "did" && target.value === "TRAINING") form.querySelector("details.log__more").open = true;
    fit();
  });
  form.addEventListener("input", ({ target }) => target.name?.startsWith("trained-") && fit());
  fit();
  form.querySelector("[data-errors]")?.focus();
}
