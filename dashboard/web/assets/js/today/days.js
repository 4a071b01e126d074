// From day to day: the day before, the day after, any day.

import { t } from "../language.js";
import { BACK, ON, lead, step } from "../step.js";

export class Days {
    constructor(place, go) {
        this.before = step(t("The day before"), BACK);
        this.after = step(t("The day after"), ON);
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
