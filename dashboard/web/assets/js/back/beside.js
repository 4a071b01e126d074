// Pain and sitting on the same days: two lanes with one axis, walked day by day with the arrow keys.

import { number, t } from "../language.js";
import { worded } from "../message.js";
import { dated, say, svg, widthOf } from "../svg.js";
import { table } from "../today/tables.js";
import { dayName, shortDay } from "./words.js";

const LANE = 84;
const TOP = 24;
const BETWEEN = 40;
const LEFT = 30;
const AXIS = 26;
const LABEL_PX = 92;
const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7 };
const BOTTOM = TOP + 2 * LANE + BETWEEN;

export class Beside {
    #told = null;
    #at = 0;

    constructor(find) {
        this.find = find;
        this.place = find("beside-picture");
        this.detail = find("beside-detail");
        this.width = widthOf(this.place, () => this.#draw());
        this.place.addEventListener("pointermove", (event) => this.#point(this.#day(event)));
        this.place.addEventListener("pointerleave", () => { if (!this.place.contains(document.activeElement)) this.#point(null); });
        this.place.addEventListener("focusin", () => this.#point(this.#at));
        this.place.addEventListener("focusout", () => this.#point(null));
        this.place.addEventListener("keydown", (event) => this.#key(event));
        find("beside-table").closest("details").addEventListener("toggle", () => this.#table());
    }

    show(told) {
        this.#told = told;
        this.#at = told.days.length - 1;
        say(this.find("beside-sub"), told.chairs.length
            ? t("Sitting on {chairs}", { chairs: told.chairs.map(({ name }) => name).join(", ") })
            : t("No chair is yours at this desk, so there is no sitting to show. Whoever runs the desk can say which one is."));
        say(this.find("beside-together"), worded(told.together));
        this.#draw();
        this.#table();
    }

    #draw() {
        const width = this.width();
        if (!this.#told || !width) return;
        const { days } = this.#told;
        const had = this.place.contains(document.activeElement);
        const pitch = (width - LEFT) / days.length;
        this.x = (at) => LEFT + at * pitch;
        this.pitch = pitch;
        const most = Math.max(4, Math.ceil(Math.max(0, ...days.map((day) => day.sitting_h ?? 0)) / 4) * 4);
        const low = TOP + LANE + BETWEEN;
        const parts = [
            ...lane(t("Pain, 0 to 10"), TOP, [0, 5, 10], 10, width),
            ...lane(t("Sitting, hours"), low, [0, most / 2, most], most, width),
            ...days.flatMap((day, at) => [
                ...this.#bar(at, TOP, day.pain, 10, "bar-pain"), ...this.#bar(at, low, day.sitting_h, most, "bar-sitting")]),
            ...this.#labels(width),
        ];
        this.hair = svg("rect", { y: TOP - 4, width: Math.max(2, pitch), height: 2 * LANE + BETWEEN + 8, class: "beside-hair", visibility: "hidden" });
        this.picture = svg("svg", {
            width, height: BOTTOM + AXIS, role: "slider", tabindex: "0", "aria-label": t("Pain and sitting, day by day"), "aria-orientation": "horizontal",
            "aria-valuemin": 0, "aria-valuemax": days.length - 1, class: "beside",
        }, this.hair, ...parts);
        this.place.replaceChildren(this.picture);
        this.#value();
        if (had) this.picture.focus();
    }

    /** A bar; pain of 0 is a line on the ground, for it is known, and what is not known is nothing at all. */
    #bar(at, top, value, most, kind) {
        if (value === null) return [];
        const width = Math.max(1.5, Math.min(22, this.pitch - (this.pitch > 4 ? 2 : 0.5)));
        const height = Math.max(2.5, (value / most) * LANE);
        return [svg("rect", { x: this.x(at) + (this.pitch - width) / 2, y: top + LANE - height, width, height, rx: Math.min(3, width / 3), class: kind })];
    }

    #labels(width) {
        const { days } = this.#told;
        return dated(days.length, width - LEFT, LABEL_PX).map((at) => {
            const last = at === days.length - 1;
            const [anchor, x] = last ? ["end", width] : ["middle", this.x(at) + this.pitch / 2];
            return svg("text", { x, y: BOTTOM + 20, "text-anchor": anchor, class: "tick" }, shortDay(days[at].on));
        });
    }

    words({ on, pain, sitting_h: hours }) {
        return t("{day}: pain {pain}, sitting {sitting}", { day: dayName(on), pain: painWords(pain), sitting: hoursWords(hours) });
    }

    #value() {
        this.picture.setAttribute("aria-valuenow", this.#at);
        this.picture.setAttribute("aria-valuetext", this.words(this.#told.days[this.#at]));
    }

    #point(at) {
        if (!this.picture) return;
        this.hair.setAttribute("visibility", at === null ? "hidden" : "visible");
        say(this.detail, at === null ? "" : this.words(this.#told.days[at]));
        if (at === null) return;
        this.#at = at;
        this.hair.setAttribute("x", this.x(at));
        this.#value();
    }

    #day(event) {
        if (!this.picture) return null;
        const at = Math.floor((event.clientX - this.place.getBoundingClientRect().left - LEFT) / this.pitch);
        return Math.min(this.#told.days.length - 1, Math.max(0, at));
    }

    #key(event) {
        const last = this.#told.days.length - 1;
        const to = { Home: 0, End: last }[event.key] ?? (event.key in STEPS ? this.#at + STEPS[event.key] : null);
        if (to === null) return;
        event.preventDefault();
        this.#point(Math.min(last, Math.max(0, to)));
    }

    /** Only while it is open: nobody waits for rows that nobody reads. */
    #table() {
        const place = this.find("beside-table");
        if (!this.#told || !place.closest("details").open) return;
        const known = this.#told.days.filter((day) => day.pain !== null || day.sitting_h !== null).reverse();
        const rows = known.map((day) => [dayName(day.on), painWords(day.pain), hoursWords(day.sitting_h)]);
        place.replaceChildren(table(t("Days with an entry or a measurement, the last one first"), [t("Day"), t("Pain"), t("Sitting")], rows));
    }
}

const painWords = (pain) => (pain === null ? t("not said") : t("{pain} of 10", { pain }));
const hoursWords = (hours) => (hours === null ? t("not measured") : t("{n} h", { n: number(hours, 1) }));

function lane(name, top, values, most, width) {
    const y = (value) => top + (1 - value / most) * LANE;
    return [
        svg("text", { x: LEFT, y: top - 10, class: "lane-title" }, name),
        ...values.map((value) => svg("line", { x1: LEFT, x2: width, y1: y(value), y2: y(value), class: value ? "rule" : "base" })),
        ...values.map((value) => svg("text", { x: LEFT - 8, y: y(value) + 4, "text-anchor": "end", class: "tick" }, String(value))),
    ];
}
