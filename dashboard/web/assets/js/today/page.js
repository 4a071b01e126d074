// The page Today: one day of one chair, by the date in the address; without one the chair's own today.

import { ask } from "../api.js";
import { showFindings } from "../findings.js";
import { goalsOf } from "../goals.js";
import { t } from "../language.js";
import { say } from "../svg.js";
import { Timeline } from "../timeline.js";
import { Balance } from "./balance.js";
import { Days } from "./days.js";
import { showFigures, showPostures } from "./figures.js";
import { fillTables } from "./tables.js";
import { minutes, overText } from "../words.js";

const EVERY_MS = 30_000;
const STORED_MS = [700, 3000]; // an event is stored some hundred milliseconds after the chair's state says it

export class Page {
    lastHeardMs = null;
    #chair = null;
    #told = null;
    #failed = "";
    #presence = null;
    #goals = null; // they come once for each chair
    #asked = null; // the address of the request that counts

    constructor(find, go) {
        this.find = find;
        this.days = new Days(find("today-days"), go);
        this.timeline = new Timeline(find("today-timeline"), find("today-detail"));
        this.balance = new Balance(find("balance-picture"));
        setInterval(() => this.#again(), EVERY_MS);
        document.addEventListener("visibilitychange", () => this.#again());
    }

    open(chair) {
        this.#chair = chair;
        this.#told = this.lastHeardMs = this.#presence = null;
        this.#goals = goalsOf(chair);
        return Promise.all([this.#fetch(), this.#notice()]);
    }

    close() {
        this.#chair = null;
    }

    show(view) {
        const presence = view.state ? `${view.state.presence} ${view.state.bout_started_ms}` : null;
        if (presence && this.#presence && presence !== this.#presence) {
            for (const delay of STORED_MS) setTimeout(() => this.#again(), delay);
        }
        this.#presence = presence;
    }

    /** Today goes on; a day that is over does not change under the eyes. */
    #again() {
        if (this.#chair && !document.hidden && (!this.#told || this.#told.is_today)) this.#fetch();
    }

    async #fetch() {
        const on = new URLSearchParams(location.search).get("on") ?? "today"; // the chair's, not the browser's
        if (!this.#chair) return;
        const address = `/api/v1/chairs/${encodeURIComponent(this.#chair)}/day/${encodeURIComponent(on)}`;
        this.#asked = address;
        try {
            const [body, goals] = await Promise.all([ask(address), this.#goals]);
            if (address !== this.#asked) return; // another day was chosen meanwhile
            this.#failed = "";
            this.#draw(body, goals);
        } catch (error) {
            this.#failed = error.message;
        }
        say(this.find("today-note"), this.#failed);
        say(this.find("today-thin"), this.#told?.thin ?? "");
    }

    /** What the weeks before say; they stand for a week, so they are asked for once, and stay below what is of today. */
    async #notice() {
        const place = this.find("noticed-place");
        const chair = this.#chair;
        place.hidden = true;
        if (!chair || new URLSearchParams(location.search).has("on")) return;
        try {
            const { findings } = await ask(`/api/v1/chairs/${encodeURIComponent(chair)}/insights`);
            if (chair === this.#chair) place.hidden = showFindings(this.find("noticed-list"), findings) === 0;
        } catch {
            // The day itself says what is wrong with the desk.
        }
    }

    #draw(told, goals) {
        this.#told = told;
        this.lastHeardMs = told.last_heard_ms;
        const { find } = this;
        const { day } = told;
        this.days.show(told);
        say(find("page-today").querySelector("h1"), told.is_today ? t("Today") : t("One day"));
        say(find("today-title"), told.is_today ? day.title : t("{day} {year}", { day: day.title, year: told.on.slice(0, 4) }));
        say(find("today-sub"), day.bouts ? t("{span} of sitting: {summary}", { span: minutes(day.sitting_s), summary: day.summary }) : day.summary);
        say(find("today-key-over"), overText(told.is_today ? told.nudge_s : null));
        this.timeline.show(day, told.postures, told.zone);
        this.balance.show(told);
        showFigures(find, told, goals);
        showPostures(find("postures"), told.figures.shares);
        fillTables(find, told);
    }
}
