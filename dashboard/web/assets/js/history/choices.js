// A few choices of which one holds, as buttons side by side.

/** Fill `place`; `names` are [key, text]. Returns { mark(key) }, which shows the one that holds, or none. */
export function choices(place, label, names, chosen) {
    const group = document.createElement("div");
    group.className = "choices-row";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", label);
    const buttons = names.map(([key, text]) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "choice";
        button.textContent = text;
        button.addEventListener("click", () => chosen(key));
        group.append(button);
        return [key, button];
    });
    place.append(group);
    return { mark: (wanted) => { for (const [key, button] of buttons) button.setAttribute("aria-pressed", String(key === wanted)); } };
}

/** A list of figures to choose from. */
export function select(place, names, chosen) {
    const made = document.createElement("select");
    made.className = "figure-select";
    made.setAttribute("aria-label", place.dataset.label);
    for (const [key, text] of names) made.add(new Option(text, key));
    made.addEventListener("change", () => chosen(made.value));
    place.replaceChildren(made);
}
