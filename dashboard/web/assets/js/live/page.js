// The page Live: the seat, the timer, the limits and the day so far.

import { say } from "../svg.js";
import { Timeline } from "../timeline.js";
import { STATUS_TEXT } from "../view.js";
import { overText, postureShort } from "../words.js";
import { Break } from "./break.js";
import { Channels } from "./channels.js";
import { Day } from "./day.js";
import { Limits } from "./limits.js";
import { Prompts } from "./prompts.js";
import { Reminders } from "./reminders.js";
import { Seat } from "./seat.js";
import { Timer } from "./timer.js";

export class Page {
    #presence = null;
    #told = []; // what the limits were shown for

    constructor(find) {
        this.find = find;
        this.seat = new Seat(find("seat"));
        this.timer = new Timer(find);
        this.limits = new Limits(find);
        this.reminders = new Reminders(find);
        this.break = new Break(find);
        this.channels = new Channels(find);
        this.prompts = new Prompts(find);
        this.day = new Day(find, new Timeline(find("day-timeline"), find("day-detail")));
    }

    get lastHeardMs() {
        return this.day.lastHeardMs;
    }

    open(chair) {
        this.#presence = null;
        this.reminders.open(chair);
        this.channels.open(chair);
        return Promise.all([this.day.open(chair), this.prompts.open(chair)]);
    }

    close() {
        this.day.open(null);
        this.break.close();
    }

    show(view) {
        this.#showLimits(view);
        this.#notice(view.state);
        const { find } = this;
        find("connection").dataset.status = view.status;
        say(find("connection-text"), STATUS_TEXT[view.status]);
        const balance = this.seat.show(view);
        const sits = view.sitting;
        say(find("balance"), balance && sits ? `${balance[0]} / ${balance[1]} %` : "–");
        say(find("posture"), sits ? postureShort(view.state.posture) : "–");
        const time = this.timer.show(view, view.endedMs(this.day.endedMs));
        this.break.show(time, view.nowMs);
        this.reminders.show(view);
        this.channels.show(view);
        this.day.show(view);
    }

    #showLimits(view) {
        if (view.config === this.#told[0] && view.meta === this.#told[1]) return;
        this.#told = [view.config, view.meta];
        this.limits.show(view);
        say(this.find("day-key-over"), overText(view.config?.nudge_s));
    }

    /** Somebody sat down or got up: the day will soon have more to tell. */
    #notice(state) {
        if (!state) return;
        const presence = `${state.presence} ${state.bout_started_ms}`;
        if (this.#presence !== null && presence !== this.#presence) this.day.changed();
        this.#presence = presence;
    }
}
