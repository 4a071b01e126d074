// From period to period: week or month, the one before and the one behind.

import { t } from "../language.js";

export class Turns {
    constructor(place) {
        this.place = place;
        this.links = {
            week: link(t("Week")), month: link(t("Month")), previous: link(t("Before")), next: link(t("After")),
        };
        place.replaceChildren(...Object.values(this.links));
    }

    show({ kind, first, previous, next }) {
        for (const each of ["week", "month"]) {
            lead(this.links[each], `/report?kind=${each}&on=${first}`);
            if (each === kind) this.links[each].setAttribute("aria-current", "true");
            else this.links[each].removeAttribute("aria-current");
        }
        lead(this.links.previous, previous && `/report?kind=${kind}&on=${previous}`);
        lead(this.links.next, next && `/report?kind=${kind}&on=${next}`);
    }
}

function link(text) {
    const made = document.createElement("a");
    made.className = "button button-plain";
    made.textContent = text;
    made.setAttribute("role", "link");
    lead(made, null); // until it is known whether there is such a period
    return made;
}

function lead(made, address) {
    if (address) {
        made.href = address;
        made.removeAttribute("aria-disabled");
    } else {
        made.removeAttribute("href");
        made.setAttribute("aria-disabled", "true");
    }
}
