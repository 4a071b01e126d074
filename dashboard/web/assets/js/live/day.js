// The day so far: fetched when the page opens, when somebody sits down or gets up, and now and then.

import { ask } from "../api.js";
import { t } from "../language.js";
import { say } from "../svg.js";
import { minutes } from "../words.js";

const EVERY_MS = 5000;
const STORED_MS = [700, 3000]; // an event is stored some hundred milliseconds after the chair's state says it

export class Day {
    lastHeardMs = null;
    #chair = null;
    #day = null;
    #fetchedAt = 0;
    #failed = "";

    constructor(find, timeline) {
        this.find = find;
        this.timeline = timeline;
        setInterval(() => { if (!document.hidden) this.fetch(); }, EVERY_MS);
        document.addEventListener("visibilitychange", () => { if (!document.hidden) this.fetch(); });
    }

    /** When the last bout of the day ended, on the chair's clock. */
    get endedMs() {
        return this.#day?.last_bout_ended_ms ?? null;
    }

    open(chair) {
        this.#chair = chair;
        this.#day = this.lastHeardMs = null;
        return this.fetch();
    }

    /** Somebody sat down or got up: what is stored will say so in a moment. */
    changed() {
        for (const delay of STORED_MS) setTimeout(() => this.fetch(), delay);
    }

    async fetch() {
        const chair = this.#chair;
        if (!chair) return;
        try {
            const body = await ask(`/api/v1/chairs/${encodeURIComponent(chair)}/today`);
            if (chair !== this.#chair) return; // another chair was chosen meanwhile
            this.lastHeardMs = body.last_heard_ms;
            this.#day = body.day;
            this.#fetchedAt = performance.now();
            this.#failed = "";
            this.timeline.show(body.day);
        } catch (error) {
            this.#failed = error.message;
        }
        say(this.find("day-title"), this.#day?.title ?? t("Today"));
        say(this.find("day-sub"), this.#failed || this.#day?.summary || "");
    }

    /** The total, growing while somebody sits. */
    show(view) {
        const day = this.#day;
        say(this.find("breaks"), day ? String(day.breaks) : "–");
        say(this.find("today"), day ? this.#total(view, day) : "–");
    }

    #total(view, day) {
        const goesOn = view.sitting && day.segments.some((segment) => segment.goes_on && segment.kind === "sitting");
        const moreS = goesOn ? (performance.now() - this.#fetchedAt) / 1000 : 0;
        const totalS = Math.floor(day.sitting_s + moreS);
        return minutes(totalS);
    }
}
