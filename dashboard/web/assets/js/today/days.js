// From day to day: the day before, the day after, any day.

import { t } from "../language.js";
import { svg } from "../svg.js";

export class Days {
    constructor(place, go) {
        this.before = step(t("The day before"), "M15 5l-7 7 7 7");
        this.after = step(t("The day after"), "M9 5l7 7-7 7");
        this.today = document.createElement("a");
        this.today.className = "button button-plain";
        this.today.href = "/today";
        this.today.textContent = t("Today");
        this.date = document.createElement("input");
        this.date.type = "date";
        this.date.className = "day-input";
        this.date.setAttribute("aria-label", t("Day to show"));
        this.date.addEventListener("change", () => { if (this.date.value) go(`/today?on=${this.date.value}`); });
        place.replaceChildren(this.today, this.before, this.date, this.after);
    }

    show({ on, previous, next, is_today: isToday }) {
        this.today.hidden = isToday;
        this.date.value = on;
        if (isToday) this.date.max = on;
        lead(this.before, previous && `/today?on=${previous}`);
        lead(this.after, next && `/today?on=${next}`);
    }
}

function step(label, path) {
    const link = document.createElement("a");
    link.className = "button button-plain button-square";
    link.setAttribute("aria-label", label);
    link.setAttribute("role", "link");
    lead(link, null); // until it is known whether there is such a day
    const line = { d: path, fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round" };
    link.append(svg("svg", { viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true" }, svg("path", line)));
    return link;
}

function lead(link, address) {
    if (address) {
        link.href = address;
        link.removeAttribute("aria-disabled");
    } else {
        link.removeAttribute("href");
        link.setAttribute("aria-disabled", "true");
    }
}
