// The working hours of the chair, a field for each day of the week.

import { t } from "../language.js";
import { say } from "../svg.js";
import { Form, tell, unreachable } from "./telling.js";

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const ALWAYS = "00:00-24:00";
const SPANS = /^\s*(\d\d:\d\d-\d\d:\d\d\s*(,\s*\d\d:\d\d-\d\d:\d\d\s*)*)?$/;

export class Hours {
    #chair = null;
    #asking = false;

    constructor(find) {
        this.find = find;
        const inputs = Object.fromEntries(DAYS.map((day) => [day, find(`set-${day}`)]));
        this.form = new Form(find("set-hours-form"), inputs, find("set-hours-save"), () => this.#send());
        this.presets = [find("set-hours-office"), find("set-hours-always")];
        this.presets[0].addEventListener("click", () => this.#preset((day) => (DAYS.indexOf(day) < 5 ? "08:00-18:00" : "")));
        this.presets[1].addEventListener("click", () => this.#preset(() => ALWAYS));
    }

    open(chair) {
        if (chair === this.#chair) return;
        this.#chair = chair;
        this.form.empty();
        say(this.find("set-hours-said"), "");
    }

    show(view) {
        const { config } = view;
        const can = !unreachable(view) && !this.#asking && config?.hours != null;
        this.form.enable(can);
        for (const button of this.presets) button.disabled = !can;
        if (!config) return;
        for (const input of Object.values(this.form.inputs)) input.placeholder = config.hours ? t("no reminders") : "";
        if (config.hours) this.form.fill(config.hours);
        else say(this.find("set-hours-said"), t("This chair is too old to be told its hours: update it, or write them into its edge.toml."));
    }

    #preset(of) {
        for (const day of DAYS) {
            this.form.inputs[day].value = of(day);
            this.form.wrong(this.form.inputs[day], "");
        }
        say(this.find("set-hours-said"), t("Not sent yet."));
    }

    async #send() {
        const chair = this.#chair;
        const place = this.find("set-hours-said");
        for (const day of DAYS) {
            const input = this.form.inputs[day];
            this.form.wrong(input, "");
            say(this.form.note(day), "");
            if (SPANS.test(input.value)) continue;
            this.form.wrong(input, t("Write it as 08:00-12:00, 13:00-18:00."));
            input.focus();
            return;
        }
        if (!this.form.changed().length) {
            say(place, t("Nothing is changed."));
            return;
        }
        const hours = Object.fromEntries(DAYS.map((day) => [day, this.form.inputs[day].value.trim()]));
        this.#asking = true;
        say(place, t("Asking the chair …"));
        const [accepted, words] = await tell(chair, "limits", { hours }, t("The chair has taken them. They hold from now on."));
        this.#asking = false;
        if (chair !== this.#chair) return;
        if (accepted) this.form.take();
        say(place, words);
    }
}
