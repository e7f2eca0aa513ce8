// A long list of boxes to tick gets a field that narrows it. Without script the list is simply long.

for (const many of document.querySelectorAll("[data-many]")) {
  const boxes = [...many.querySelectorAll("input[type=checkbox]")].map((box) => box.parentElement);
  if (boxes.length < 12) continue;
  const legend = many.querySelector("legend");
  const field = document.createElement("input");
  field.type = "search";
  field.className = "usa-input";
  field.setAttribute("aria-label", legend ? legend.textContent.trim() : "");
  field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  field.addEventListener("input", () => {
    const typed = field.value.trim().toLowerCase();
    for (const box of boxes) box.hidden = !box.textContent.toLowerCase().includes(typed) && !box.querySelector("input").checked;
  });
  (legend ?? many.firstElementChild).after(field);
}
