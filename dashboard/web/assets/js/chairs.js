// Which chair: a list in the bar, shown when there are several.

import { t } from "./language.js";

export class Chairs {
    #shown = "";

    constructor(place, choose) {
        this.place = place;
        this.list = document.createElement("select");
        this.list.className = "chair-select";
        this.list.dataset.testid = "chair-select";
        this.list.setAttribute("aria-label", t("Chair"));
        this.list.addEventListener("change", () => choose(this.list.value));
        place.replaceChildren(this.list);
    }

    show(chairs, chosen) {
        this.place.hidden = chairs.length < 2;
        const told = JSON.stringify([chairs, chosen]);
        if (told === this.#shown) return;
        this.#shown = told;
        this.list.replaceChildren(...chairs.map(({ id, name, online }) => new Option(online ? name : t("{name} (offline)", { name }), id)));
        this.list.value = chosen;
    }
}
