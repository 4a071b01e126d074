// Goals of one's own: kept at the desk, by chair, because the desk draws them.

import { ask } from "../api.js";
import { STUDIES, goalsAddress } from "../goals.js";
import { t } from "../language.js";
import { say } from "../svg.js";
import { Form } from "./telling.js";

const HOUR = 3600;
const asTexts = ({ shifts_per_h: shifts, off_seat_s: away }) => ({ shifts_per_h: String(shifts), off_seat_s: String(Math.round((away / HOUR) * 100) / 100) });

export class Goals {
    #chair = null;

    constructor(find) {
        this.find = find;
        const inputs = { shifts_per_h: find("set-goal-shifts"), off_seat_s: find("set-goal-away") };
        this.form = new Form(find("set-goals-form"), inputs, find("set-goals-save"), () => this.#send());
        this.studies = find("set-goals-studies");
        this.studies.addEventListener("click", () => this.#put({}));
    }

    async open(chair) {
        if (chair !== this.#chair) {
            this.#chair = chair;
            this.form.empty();
            say(this.find("set-goals-said"), "");
        }
        if (!chair) return;
        try {
            const goals = await ask(goalsAddress(chair));
            if (chair === this.#chair) this.#show(goals);
        } catch (error) {
            say(this.find("set-goals-said"), error.message);
        }
    }

    #show(goals) {
        this.form.fill(asTexts(goals));
        this.form.enable(true);
        this.studies.disabled = !goals.own;
        for (const [key, text] of Object.entries(asTexts(STUDIES))) {
            say(this.form.note(key), t("In the studies: {goal}", { goal: text }));
        }
    }

    #send() {
        const wanted = {};
        for (const [key, input] of Object.entries(this.form.inputs)) {
            const value = input.value.trim() === "" ? NaN : Number(input.value);
            if (!Number.isFinite(value) || value <= 0) {
                this.form.wrong(input, t("Give a number above 0."));
                input.focus();
                return;
            }
            const goal = key === "off_seat_s" ? Math.round(value * HOUR) : value;
            if (goal !== STUDIES[key]) wanted[key] = goal;
        }
        this.#put(wanted);
    }

    async #put(wanted) {
        const chair = this.#chair;
        const had = document.activeElement;
        try {
            const goals = await ask(goalsAddress(chair), wanted, "PUT");
            if (chair !== this.#chair) return;
            this.form.take();
            this.#show(goals);
            say(this.find("set-goals-said"), goals.own ? t("Kept. Today and History hold the days against them.") : t("The goals of the studies hold."));
        } catch (error) {
            say(this.find("set-goals-said"), t("Not done: {why}", { why: error.message }));
        }
        if (document.activeElement === document.body && had) (had.disabled ? this.form.save : had).focus();
    }
}
