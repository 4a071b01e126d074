// The limits of the chair: what is in force, what somebody wants instead, and what the chair says to that.

import { t } from "../language.js";
import { say } from "../svg.js";
import { span } from "../words.js";
import { Form, rows, tell, unreachable } from "./telling.js";

const IN_MINUTES = { nudge_s: "set-nudge", alert_s: "set-alert", uneven_s: "set-uneven" };
const POINTS = { uneven_points: "set-points" };

const minutes = (seconds) => String(Math.round((seconds / 60) * 100) / 100);

export class Limits {
    #chair = null;
    #asking = false;

    constructor(find) {
        this.find = find;
        const inputs = Object.fromEntries(Object.entries({ ...IN_MINUTES, ...POINTS }).map(([key, id]) => [key, find(id)]));
        this.form = new Form(find("set-limits-form"), inputs, find("set-limits-save"), () => this.#send());
    }

    open(chair) {
        if (chair === this.#chair) return;
        this.#chair = chair;
        this.form.empty();
        say(this.find("set-limits-said"), "");
    }

    show(view) {
        const why = unreachable(view);
        this.form.enable(!why && !this.#asking);
        const { config } = view;
        if (!config) return;
        this.form.fill({
            nudge_s: minutes(config.nudge_s), alert_s: minutes(config.alert_s),
            uneven_s: minutes(config.uneven_s), uneven_points: String(config.uneven_points),
        });
        for (const [key, input] of Object.entries(this.form.inputs)) {
            if (input.getAttribute("aria-invalid") === "true") continue;
            const value = key in IN_MINUTES ? span(config[key]) : t("{points} points", { points: config[key] });
            say(this.form.note(key), t("In force: {value}", { value }));
        }
        rows(this.find("set-others"), [
            [t("Reminders after that"), t("every {span}", { span: span(config.repeat_s) })],
            [t("A break counts from"), span(config.break_s)],
            [t("Sitting starts anew after"), t("a break of {span}", { span: span(config.reset_s) })],
        ]);
    }

    async #send() {
        const chair = this.#chair;
        const place = this.find("set-limits-said");
        const fields = {};
        const changed = this.form.changed();
        for (const [key, input] of changed) {
            const value = input.value.trim() === "" ? NaN : Number(input.value);
            if (!Number.isFinite(value) || value <= 0) {
                this.form.wrong(input, t("Give a number above 0."));
                input.focus();
                return;
            }
            fields[key] = key in IN_MINUTES ? Math.round(value * 6000) / 100 : value;
        }
        if (!changed.length) {
            say(place, t("Nothing is changed."));
            return;
        }
        this.#asking = true;
        say(place, t("Asking the chair …"));
        const [accepted, words] = await tell(chair, "limits", fields, t("The chair has taken them. They hold from now on."));
        this.#asking = false;
        if (chair !== this.#chair) return;
        if (accepted) this.form.take();
        say(place, words);
    }
}
