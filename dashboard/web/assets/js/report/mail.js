// The report by mail: when it is sent, and what came of the last one.

import { ask } from "../api.js";
import { t } from "../language.js";
import { say } from "../svg.js";
import { timeOfDay } from "../words.js";

const NONE = "none";

export class Mail {
    #chair = null;

    constructor(find) {
        this.find = find;
        [this.when, this.hour, this.save] = ["mail-when", "mail-hour", "mail-save"].map(find);
        find("mail-form").addEventListener("submit", (event) => { event.preventDefault(); this.#send(); });
        this.when.addEventListener("change", () => this.#choose());
        find("mail-form").addEventListener("change", () => say(find("mail-said"), "")); // "Saved" was of before
    }

    /** Show what holds for this chair; who may not set it sees nothing of it. */
    async open(chair) {
        if (chair !== this.#chair) {
            this.#chair = chair;
            this.find("mail-place").hidden = true;
            say(this.find("mail-said"), "");
        }
        if (!chair) return;
        try {
            const told = await ask(this.#address());
            if (chair === this.#chair) this.#show(told);
        } catch {
            // The page says what is wrong with the desk, or with this chair.
        }
    }

    #address() {
        return `/api/v1/chairs/${encodeURIComponent(this.#chair)}/letters`;
    }

    #show({ schedule, last, zone, mailboxes }) {
        this.when.value = schedule ? `${schedule.kind}-${schedule.kind === "week" ? schedule.weekday : 0}` : NONE;
        this.hour.value = String(schedule?.hour ?? 7);
        this.save.disabled = false;
        this.#choose();
        say(this.find("mail-last"), last ? t("The last one, {time}: {said}", { time: timeOfDay(last.at_ms, zone, 0), said: last.said || t("It broke off; nobody knows whether it was sent.") }) : "");
        say(this.find("mail-none"), schedule && !mailboxes ? t("This chair has no channel that is mail: name one on the page Live, and the report goes there.") : "");
        this.find("mail-place").hidden = false;
    }

    #choose() {
        this.hour.disabled = this.when.value === NONE;
    }

    async #send() {
        const chair = this.#chair;
        const [kind, weekday] = this.when.value.split("-");
        const schedule = kind === NONE ? null : { kind, weekday: Number(weekday), hour: Number(this.hour.value) };
        try {
            const told = await ask(this.#address(), { schedule }, "PUT");
            if (chair !== this.#chair) return;
            this.#show(told);
            say(this.find("mail-said"), schedule ? t("Saved.") : t("Saved: no report is sent."));
        } catch (error) {
            say(this.find("mail-said"), t("Not saved: {why}", { why: error.message }));
        }
    }
}
