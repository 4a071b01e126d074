// What the chair does about long sitting, in words, and the buttons that ask it for something else.

import { ask } from "../api.js";
import { Device } from "./device.js";
import { Meeting } from "./meeting.js";
import { t, tn } from "../language.js";
import { say } from "../svg.js";
import { left, timeOfDay } from "../words.js";

const SNOOZE_S = 600;
const PAUSE_S = 3600;
const SOON_MS = 1500; // a chair that is on has said everything by then

const ORDERS = {
    snooze: ["snooze", { snooze_s: SNOOZE_S }, t("The chair asks again in 10 minutes.")],
    pause: ["pause", { pause_s: PAUSE_S }, t("The chair is quiet for an hour, and then asks again by itself.")],
    resume: ["pause", { pause_s: 0 }, t("The pause is over.")],
};

/** Why the chair cannot be told anything now; nothing when it can. */
export function unreachable(view) {
    if (view.lost) return t("The page cannot reach the desk, so the chair cannot be told anything.");
    if (view.broker === false) return t("The desk cannot reach the broker, so the chair cannot be told anything.");
    if (view.status === "offline") return t("The chair is offline, so it cannot be told anything.");
    return view.live && view.state ? "" : t("The chair has not been heard yet.");
}

/** The state of reminders as [words, level]. */
export function cueWords(view) {
    const { state } = view;
    if (!view.live || !state) return [t("Not known now"), "off"];
    const at = state.silent_until_ms ? timeOfDay(state.silent_until_ms, view.meta?.zone, view.nowMs) : null;
    if (state.quiet_because === "pause") return [at ? t("Paused until {at}", { at }) : t("Paused"), "quiet"];
    if (state.quiet_because === "snooze") return [at ? t("Snoozed until {at}", { at }) : t("Snoozed"), "quiet"];
    if (state.quiet_because === "do_not_disturb") return [at ? t("Do not disturb until {at}", { at }) : t("Do not disturb"), "quiet"];
    if (state.quiet_because === "hours") {
        return [at ? t("Quiet outside working hours until {at}", { at }) : t("Quiet outside working hours"), "quiet"];
    }
    if (state.cue === "alert") return [t("Asks you firmly to stand up"), "alert"];
    if (state.cue === "nudge") return [t("Asks you to stand up"), "nudge"];
    if (state.next_break_ms != null) return [t("Next one in {left}", { left: left((state.next_break_ms - view.nowMs) / 1000) }), "on"];
    return [t("None while nobody sits"), "off"];
}

export class Reminders {
    #chair = null;
    #asking = false;
    #view = null;
    #since = 0; // when this chair was first asked for

    constructor(find) {
        this.cue = find("cue");
        this.note = find("cue-note");
        this.said = find("reminders-said");
        this.buttons = Object.fromEntries(["snooze", "pause", "resume"].map((name) => [name, find(`tell-${name}`)]));
        for (const [name, button] of Object.entries(this.buttons)) {
            button.addEventListener("click", () => this.#tell(...ORDERS[name]));
        }
        this.meeting = new Meeting(find, (...order) => this.#tell(...order));
        this.device = new Device(find);
    }

    open(chair) {
        if (chair !== this.#chair) {
            say(this.said, "");
            this.#since = performance.now();
        }
        this.#chair = chair;
    }

    show(view) {
        this.#view = view;
        const [words, level] = cueWords(view);
        const why = unreachable(view);
        const snoozes = view.live ? view.state?.snoozes ?? 0 : 0;
        say(this.cue, words);
        this.cue.dataset.level = level;
        const told = view.state !== null || view.lost || performance.now() - this.#since > SOON_MS; // else words would come and go
        say(this.note, (told && why) || (snoozes ? tn("Snoozed once today", "Snoozed {n} times today", snoozes) : ""));
        const paused = view.state?.paused_until_ms != null;
        this.buttons.resume.hidden = !paused;
        this.buttons.pause.hidden = paused;
        const disabled = this.#asking || why !== "";
        for (const button of Object.values(this.buttons)) button.disabled = disabled;
        this.meeting.show(view, disabled);
    }

    async #tell(command, fields, done) {
        const chair = this.#chair;
        this.#asking = true;
        say(this.said, t("Asking the chair …"));
        this.show(this.#view);
        let answer;
        try {
            const { accepted, why } = await ask(`/api/v1/chairs/${encodeURIComponent(chair)}/commands/${command}`, fields);
            answer = accepted ? done : t("The chair did not: {why}", { why });
        } catch (error) {
            answer = t("Not done: {why}", { why: error.message });
        }
        this.#asking = false;
        if (chair === this.#chair) say(this.said, answer);
        this.show(this.#view);
    }
}
