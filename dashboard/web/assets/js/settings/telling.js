// Telling the chair something, with its answer in words; and small things that the cards of the page share.

import { ask } from "../api.js";
import { t } from "../language.js";
import { say } from "../svg.js";

/** Why the chair cannot be told anything now; nothing when it can. */
export function unreachable(view) {
    if (view.lost) return t("The page cannot reach the desk, so the chair cannot be told anything.");
    if (view.broker === false) return t("The desk cannot reach the broker, so the chair cannot be told anything.");
    if (view.status === "offline") return t("The chair is offline, so it cannot be told anything.");
    return view.live && view.config ? "" : t("The chair has not been heard yet.");
}

/** Ask the chair for something. Returns whether it accepted, and the words for who asked. */
export async function tell(chair, name, fields, done) {
    try {
        const { accepted, why } = await ask(`/api/v1/chairs/${encodeURIComponent(chair)}/commands/${name}`, fields);
        if (!accepted) return [false, t("The chair did not: {why}", { why })];
        return [true, why ? t("{done} It adds: {why}", { done, why }) : done];
    } catch (error) {
        return [false, t("Not done: {why}", { why: error.message })];
    }
}

/** Fill a list of [what, value]. */
export function rows(list, pairs) {
    const told = JSON.stringify(pairs);
    if (list.dataset.told === told) return;
    list.dataset.told = told;
    list.replaceChildren(...pairs.map(([what, value]) => {
        const row = document.createElement("div");
        const term = document.createElement("dt");
        const detail = document.createElement("dd");
        term.textContent = what;
        detail.textContent = value;
        row.append(term, detail);
        return row;
    }));
}

/** A form whose fields show what is in force until somebody types; what was typed is sent and nothing else. */
export class Form {
    #filled = new Map(); // of each input: what was last put there

    /** `inputs` by key. */
    constructor(form, inputs, save, send) {
        Object.assign(this, { inputs, save, note: (key) => document.getElementById(`${inputs[key].id}-note`) });
        form.noValidate = true;
        form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
        const said = form.querySelector("[role=status]");
        form.addEventListener("input", () => { if (!save.disabled) say(said, ""); }); // what was said is of before
        for (const input of Object.values(inputs)) input.addEventListener("input", () => this.wrong(input, ""));
    }

    /** Show what is in force, where nobody has typed anything else. */
    fill(values) {
        for (const [key, input] of Object.entries(this.inputs)) {
            if (!(key in values)) continue;
            const same = input.value === (this.#filled.get(key) ?? "");
            this.#filled.set(key, values[key]);
            if (same && input.value !== values[key]) input.value = values[key];
        }
    }

    /** What was typed is in force now, as the chair is about to say in its own words. */
    take() {
        for (const [key, input] of Object.entries(this.inputs)) this.#filled.set(key, input.value);
    }

    /** Another chair: nothing is known of it. */
    empty() {
        this.#filled.clear();
        for (const input of Object.values(this.inputs)) input.value = "";
    }

    changed() {
        return Object.entries(this.inputs).filter(([key, input]) => input.value !== (this.#filled.get(key) ?? ""));
    }

    wrong(input, why) {
        input.setAttribute("aria-invalid", String(why !== ""));
        const note = document.getElementById(`${input.id}-note`);
        if (why) say(note, why);
        if (note) note.classList.toggle("field-wrong", why !== "");
    }

    enable(can) {
        for (const each of [this.save, ...Object.values(this.inputs)]) each.disabled = !can;
    }
}
