// The page Settings: what can be set at this chair, and, for owners, at the desk.

import { ask } from "../api.js";
import { say } from "../svg.js";
import { Desk } from "./desk.js";
import { Goals } from "./goals.js";
import { Hours } from "./hours.js";
import { Limits } from "./limits.js";
import { People } from "./people.js";
import { Seat } from "./seat.js";
import { unreachable } from "./telling.js";

const SOON_MS = 1500; // a chair that is on has said everything by then

export class Page {
    #chair = null;
    #wrong = ""; // why the desk does not say who asks
    #since = 0; // when this chair was first asked for

    constructor(find) {
        this.find = find;
        this.cards = [new Limits(find), new Hours(find), new Seat(find)];
        this.goals = new Goals(find);
        this.people = new People(find);
        this.desk = new Desk(find);
        const { lang, dataset } = document.documentElement;
        find("set-language").value = lang;
        find("set-clock").value = dataset.clock ?? "24";
        find("set-mass").value = dataset.mass ?? "kg";
        find("set-language-form").addEventListener("submit", () => {
            find("set-language-back").value = location.pathname + location.search;
        });
    }

    async open(chair) {
        this.#chair = chair;
        this.#since = performance.now();
        for (const card of this.cards) card.open(chair);
        this.#wrong = "";
        const goals = this.goals.open(chair);
        let me;
        try {
            me = await ask("/api/v1/me");
        } catch (error) {
            this.#wrong = error.message;
            return;
        }
        await goals;
        const owner = me.role === "owner";
        for (const id of ["set-desk", "set-desk-title"]) this.find(id).hidden = !owner;
        this.find("set-people-of-card").hidden = me.way !== "login";
        if (owner) await Promise.all([this.desk.open(), me.way === "login" ? this.people.open() : null]);
    }

    close() {
        this.find("set-password").replaceChildren();
    }

    /** The frame's warnings tell of a chair that is off; this of one that is on and has said nothing yet. */
    #waiting(view) {
        const waits = performance.now() - this.#since > SOON_MS && this.#chair && view.chairs.length && !view.lost && view.broker && view.status !== "offline";
        say(this.find("settings-note"), this.#wrong || (waits ? unreachable(view) : ""));
    }

    show(view) {
        if (view.chairs) this.#waiting(view);
        for (const card of this.cards) card.show(view);
    }
}
