// A reminder on whatever page is open: a card in the corner, a mark in the title, and what this device was asked for.
//
// All of it follows the chair's state and no event: who reloads hears nothing twice, and a prompt that ended takes its
// reminder away. What was said is kept on this device, so of several tabs one speaks. A tab that is hidden hears no
// stream; it asks now and then.

import { ask } from "./api.js";
import { t } from "./language.js";
import { keep, recall, speaker } from "./speak.js";
import { say } from "./svg.js";
import { longSpan } from "./words.js";

const SNOOZE_S = 600;
const HIDDEN_MS = 30_000;
const SILENT_MS = 10_000; // a stream that is opened anew takes a moment
const FORGET_MS = 4 * 3_600_000; // sitting before that is not this sitting
const NOTHING = { sitting_s: 0, at_ms: 0, closed: false };

/** Whether another limit was reached since what was said last; the chair's own rule, edge/core/sitting.py. */
export function due(said, state, config) {
    if (state.cue === "off") return false;
    const old = Math.abs(state.at_ms - said.at_ms) > FORGET_MS;
    const saidS = old ? 0 : Math.min(said.sitting_s, state.sitting_s); // less sitting: a break has counted
    if (!saidS) return true;
    if (!config) return false;
    if (saidS < config.nudge_s) return state.sitting_s >= config.nudge_s;
    if (saidS < config.alert_s) return state.sitting_s >= config.alert_s;
    const repeats = Math.floor((saidS - config.alert_s) / config.repeat_s);
    return state.sitting_s >= config.alert_s + (repeats + 1) * config.repeat_s;
}

/** What a reminder says. */
export function words(state) {
    const satS = Math.floor(state.sitting_s / 60) * 60 || state.sitting_s;
    const title = state.cue === "alert" ? t("Stand up now") : t("Time to stand up");
    return { title, text: t("You have been sitting for {span}.", { span: longSpan(satS) }) };
}

export class Reminder {
    #chair = null;
    #heard = 0;
    #mark = ""; // what stands before the title of the page
    #speaking = false;

    /** `go(address)` goes to a page, `chair()` tells which chair is shown. */
    constructor(find, { go, chair }) {
        this.find = find;
        this.chair = chair;
        this.toast = find("toast");
        find("toast-close").addEventListener("click", () => this.#close());
        find("toast-later").addEventListener("click", () => this.#snooze());
        find("toast-break").addEventListener("click", () => { this.#close(); go("/"); takeBreak(find); });
        setInterval(() => this.#ask(), HIDDEN_MS);
    }

    show(view) {
        if (document.hidden) return;
        const known = view.live && view.state && view.chair === this.chair();
        this.#follow(view.chair, known ? view.state : null, view.config);
    }

    async #ask() {
        const chair = this.chair();
        if (!document.hidden || !chair) return;
        try {
            const now = await ask(`/api/v1/chairs/${encodeURIComponent(chair)}`);
            if (document.hidden && chair === this.chair()) this.#follow(chair, now.online ? now.state : null, now.settings);
        } catch {
            // The desk does not answer; it is asked again.
        }
    }

    #follow(chair, state, config) {
        if (!state) {
            if (chair !== this.#chair || performance.now() - this.#heard > SILENT_MS) this.#show(null);
            return;
        }
        this.#chair = chair;
        this.#heard = performance.now();
        const said = this.#said();
        if (due(said, state, config)) this.#speak(state, config);
        else if (state.sitting_s < said.sitting_s) this.#note({ ...said, sitting_s: state.sitting_s, at_ms: state.at_ms });
        this.#show(state.cue !== "off" && !this.#said().closed ? state : null);
        if (state.cue === "off") speaker.hush();
    }

    /** Say it once on this device: with the lock only one tab looks and writes at a time. */
    async #speak(state, config) {
        if (this.#speaking) return;
        this.#speaking = true;
        const once = () => {
            if (!due(this.#said(), state, config)) return;
            this.#note({ sitting_s: state.sitting_s, at_ms: state.at_ms, closed: false });
            speaker.speak(state.cue, { ...words(state), tag: `sitwell-${this.#chair}` });
        };
        try {
            if (navigator.locks) await navigator.locks.request("sitwell-reminder", once);
            else once(); // no secure connection: two tabs may speak if they hear it in the same instant
        } finally {
            this.#speaking = false;
        }
    }

    #show(state) {
        this.toast.hidden = !state;
        if (state) {
            const { title, text } = words(state);
            this.toast.dataset.level = state.cue;
            say(this.find("toast-title"), title);
            say(this.find("toast-text"), text);
        } else {
            say(this.find("toast-said"), "");
        }
        this.#showMark(state ? `${words(state).title} · ` : "");
    }

    #showMark(mark) {
        const title = this.#mark && document.title.startsWith(this.#mark) ? document.title.slice(this.#mark.length) : document.title;
        this.#mark = mark;
        if (document.title !== mark + title) document.title = mark + title;
    }

    #close() {
        this.#note({ ...this.#said(), closed: true });
        this.#show(null);
        speaker.hush();
    }

    async #snooze() {
        const button = this.find("toast-later");
        button.disabled = true;
        say(this.find("toast-said"), t("Asking the chair …"));
        try {
            const { accepted, why } = await ask(`/api/v1/chairs/${encodeURIComponent(this.#chair)}/commands/snooze`, { snooze_s: SNOOZE_S });
            say(this.find("toast-said"), accepted ? "" : t("The chair did not: {why}", { why }));
        } catch (error) {
            say(this.find("toast-said"), t("Not done: {why}", { why: error.message }));
        }
        button.disabled = false;
    }

    #said() {
        try {
            return { ...NOTHING, ...JSON.parse(recall(`sitwell-said-${this.#chair}`) ?? "{}") };
        } catch {
            return NOTHING; // somebody else wrote there
        }
    }

    #note(said) {
        keep(`sitwell-said-${this.#chair}`, JSON.stringify(said));
    }
}

/** Open the break's dialog once the page Live stands. */
function takeBreak(find) {
    const button = find("start-break");
    const open = () => {
        if (find("page-live").hidden || find("page-live").hasAttribute("aria-busy")) return false;
        button.click();
        return true;
    };
    if (open()) return;
    const watch = new MutationObserver(() => { if (open()) watch.disconnect(); });
    watch.observe(find("page-live"), { attributes: true, attributeFilter: ["hidden", "aria-busy"] });
}
