// In a meeting: the chair keeps quiet, until an end that is chosen with it or until it is told otherwise.

import { t } from "../language.js";
import { say } from "../svg.js";
import { timeOfDay } from "../words.js";

export class Meeting {
    #on = false;

    /** `tell(command, fields, done)` tells the chair something and says what came of it. */
    constructor(find, tell) {
        this.button = find("meeting");
        this.end = find("meeting-end");
        this.note = find("meeting-note");
        this.button.addEventListener("click", () => {
            if (this.#on) tell("do_not_disturb", { quiet: false }, t("Reminders are allowed again."));
            else tell("do_not_disturb", this.#fields(), t("The chair keeps quiet."));
        });
    }

    show(view, disabled) {
        const { state } = view;
        this.#on = Boolean(view.live && state?.quiet_because === "do_not_disturb");
        this.button.setAttribute("aria-checked", String(this.#on));
        this.button.disabled = this.end.disabled = disabled;
        this.end.parentElement.hidden = this.#on;
        const until = this.#on && state.silent_until_ms;
        const time = until ? timeOfDay(until, view.meta?.zone, view.nowMs) : "";
        say(this.note, until ? t("Until {time}", { time }) : this.#on ? t("Until you end it") : "");
    }

    #fields() {
        const endS = Number(this.end.value);
        return endS ? { quiet: true, quiet_s: endS } : { quiet: true };
    }
}
