// From period to period: week or month, the one before and the one after.

import { t } from "../language.js";
import { BACK, ON, lead, step } from "../step.js";

const BEFORE = { week: t("The week before"), month: t("The month before") };
const AFTER = { week: t("The week after"), month: t("The month after") };

export class Turns {
    constructor(place) {
        this.kinds = { week: choice(t("Week")), month: choice(t("Month")) };
        this.before = step(BEFORE.week, BACK);
        this.after = step(AFTER.week, ON);
        const kinds = document.createElement("div");
        kinds.className = "choices-row";
        kinds.append(...Object.values(this.kinds));
        place.replaceChildren(kinds, this.before, this.after);
    }

    show({ kind, first, previous, next }) {
        for (const [each, link] of Object.entries(this.kinds)) {
            lead(link, `/report?kind=${each}&on=${first}`);
            if (each === kind) link.setAttribute("aria-current", "true");
            else link.removeAttribute("aria-current");
        }
        this.before.setAttribute("aria-label", BEFORE[kind]);
        this.after.setAttribute("aria-label", AFTER[kind]);
        lead(this.before, previous && `/report?kind=${kind}&on=${previous}`);
        lead(this.after, next && `/report?kind=${kind}&on=${next}`);
    }
}

function choice(text) {
    const made = document.createElement("a");
    made.className = "choice";
    made.textContent = text;
    made.setAttribute("role", "link");
    lead(made, null);
    return made;
}
