// The form of an entry: written anew, or about one that is there already.

import { ask } from "../api.js";
import { t } from "../language.js";
import { say, svg } from "../svg.js";
import { outline } from "./outline.js";
import { ZONE, dayName, fromField, toField } from "./words.js";

export class Form {
    #changed = null; // the entry that is changed

    /** `onWritten()` when the desk has it. */
    constructor(find, onWritten) {
        Object.assign(this, { find, onWritten });
        this.form = find("diary-form");
        this.places = [...this.form.querySelectorAll("input[name=place]")];
        this.names = new Map(this.places.map((box) => [box.value, box.labels[0].textContent]));
        this.picture = outline({ back: t("From behind"), front: t("From the front") });
        for (const region of this.picture.querySelectorAll("[data-place]")) region.append(svg("title", {}, this.names.get(region.dataset.place)));
        find("body-picture").append(this.picture);
        this.picture.addEventListener("click", (event) => this.#press(event.target.closest("[data-place]")));
        this.form.addEventListener("change", () => this.#show());
        this.form.addEventListener("submit", (event) => { event.preventDefault(); this.#send(); });
        find("diary-clear").addEventListener("click", () => { this.clear(); this.#first(); });
    }

    /** The names of places, as they stand beside the boxes. */
    placeNames(ids) {
        return ids.map((id) => this.names.get(id) ?? id).join(", ");
    }

    /** Change an entry instead of writing one. */
    change(entry) {
        this.clear();
        this.#changed = entry;
        for (const { value, box } of this.#pains()) box.checked = value === entry.pain;
        for (const box of this.places) box.checked = entry.places.includes(box.value);
        this.find("diary-note").value = entry.note;
        this.find("diary-when").value = toField(entry.at_ms);
        say(this.find("diary-title"), t("Change the entry of {day}", { day: dayName(entry.on) }));
        say(this.find("diary-save"), t("Save the change"));
        say(this.find("diary-clear"), t("Leave it as it was"));
        this.#show();
        this.find("diary-card").scrollIntoView();
        this.#first();
    }

    /** Empty, and about no entry. An entry that is gone cannot be changed any more. */
    clear() {
        this.#changed = null;
        this.form.reset();
        say(this.find("diary-title"), t("How is your back?"));
        say(this.find("diary-save"), t("Write it down"));
        say(this.find("diary-clear"), t("Start again"));
        say(this.find("diary-said"), "");
        this.#show();
    }

    forget(entry) {
        if (this.#changed?.id === entry.id) this.clear();
    }

    #pains() {
        return [...this.form.querySelectorAll("input[name=pain]")].map((box) => ({ box, value: Number(box.value) }));
    }

    /** The first field, so that the keyboard begins there. */
    #first() {
        const pains = this.#pains();
        (pains.find(({ box }) => box.checked) ?? pains[0]).box.focus({ preventScroll: true });
    }

    #press(region) {
        const box = this.places.find(({ value }) => value === region?.dataset.place);
        if (!box) return;
        box.checked = !box.checked;
        this.#show();
    }

    /** Mark on the drawing what is chosen in the list, and the other way round. */
    #show() {
        const chosen = this.places.filter(({ checked }) => checked).map(({ value }) => value);
        for (const region of this.picture.querySelectorAll("[data-place]")) region.classList.toggle("chosen", chosen.includes(region.dataset.place));
        say(this.find("body-chosen"), chosen.length ? this.placeNames(chosen) : "");
    }

    async #send() {
        const pain = this.#pains().find(({ box }) => box.checked)?.value ?? null;
        const when = this.find("diary-when").value;
        const kept = this.#changed && when === toField(this.#changed.at_ms); // to the minute: the seconds stay too
        const entry = {
            zone: ZONE, at_ms: kept ? this.#changed.at_ms : fromField(when), pain,
            places: this.places.filter(({ checked }) => checked).map(({ value }) => value), note: this.find("diary-note").value,
        };
        const save = this.find("diary-save");
        if (save.getAttribute("aria-disabled") === "true") return; // pressed twice
        save.setAttribute("aria-disabled", "true");
        try {
            if (this.#changed) await ask(`/api/v1/me/diary/${this.#changed.id}`, entry, "PUT");
            else await ask("/api/v1/me/diary", entry);
        } catch (error) {
            say(this.find("diary-said"), t("Not written down: {why}", { why: error.message }));
            return;
        } finally {
            save.removeAttribute("aria-disabled");
        }
        const changed = this.#changed !== null;
        this.clear();
        say(this.find("diary-said"), changed ? t("Changed.") : t("Written down."));
        try {
            await this.onWritten();
        } catch (error) {
            say(this.find("back-note"), error.message);
        }
    }
}
