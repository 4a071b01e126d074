// The frame: it hears the stream, knows the chair, and lets the page that is shown show it.
//
// A page's module exports a class `Page`:
//     constructor(find, go)   find(id) gives an element of its section, which stands already; go(address) goes there
//     open(chair)         it is shown, or its chair or its address changed; the address is location.search. What it
//                         returns is done when what it asked for is drawn: until then its section is busy
//     show(view)          draw what is known now: at once when the stream says something, and four times a second
//     close()             another page is shown: no more requests
//     lastHeardMs         optional: when the chair was last heard, for a chair that is silent

import { Account } from "./account.js";
import { ask } from "./api.js";
import { Chairs } from "./chairs.js";
import { keepNow, letIn, mayKeep, whenOld } from "./kept.js";
import { t } from "./language.js";
import { More } from "./more.js";
import { Reminder } from "./reminder.js";
import { Router } from "./router.js";
import { switchBy } from "./scheme.js";
import { Stream } from "./stream.js";
import { say } from "./svg.js";
import { View } from "./view.js";
import { Warnings } from "./warnings.js";

const BEAT_MS = 250;
const CHAIR = /^[a-z0-9_-]{1,32}$/;
const find = (id) => document.getElementById(id);

/** The chair that the address asks for, if it can be one. */
function wanted() {
    const chair = new URLSearchParams(location.search).get("chair") ?? "";
    return CHAIR.test(chair) ? chair : null;
}

class Frame {
    view = new View();
    #chair; // undefined until the address was read, null while there is none
    #page = null;
    #section = null;
    #filling = null;
    #account = new Account(find("account"));
    #warnings = new Map(); // of each section: they stand under its heading

    constructor() {
        this.stream = new Stream({
            onPatch: (patch) => this.#take(patch), onLost: (lost) => this.#lose(lost), onRefused: () => this.#refused(),
        });
        this.router = new Router({
            make: ({ Page }) => new Page(find, (address) => this.router.go(address)),
            onTurn: (section) => this.#turn(section),
            onOpen: (page) => this.#open(page),
        });
        this.more = new More(find("nav-more"), find("nav-rest"));
        this.chairs = new Chairs(find("chair-choice"), (chair) => this.#choose(chair));
        this.reminder = new Reminder(find, { go: (address) => this.router.go(address), chair: () => this.#chair });
        switchBy(find("theme"));
        document.addEventListener("keydown", closeAbout);
        document.addEventListener("click", closeAbout);
        whenOld((atMs) => this.view.old(atMs));
        this.keep = keepNow(() => (this.view.lost ? null : this.#chair));
        this.router.start();
        setInterval(() => this.#show(), BEAT_MS);
    }

    #turn(section) {
        this.#page = null;
        this.#section = section;
        this.more?.mark();
        const place = section.querySelector(".warnings");
        if (place && !this.#warnings.has(section)) this.#warnings.set(section, new Warnings(place));
        this.#hear(wanted() ?? this.#chair ?? null);
        this.#show();
    }

    #open(page) {
        this.#page = page;
        this.#hear(wanted() ?? this.#chair);
        this.#fill();
        this.#show();
    }

    /** Let the page ask for what it shows of this chair. */
    async #fill() {
        const [page, section] = [this.#page, this.#section];
        const filling = Symbol("filling");
        this.#filling = filling;
        section.setAttribute("aria-busy", "true");
        try {
            await page.open(this.#chair);
        } finally {
            if (this.#filling === filling) { // no other page or chair was chosen meanwhile
                this.#filling = null;
                this.#rest();
            }
        }
    }

    /** It is filled, and the chair has said what it has to say: nothing moves any more. */
    #rest() {
        const told = this.view.chairs?.length === 0 || (this.#chair && this.view.chair === this.#chair) || this.view.lost;
        if (told && this.#filling === null) this.#section.removeAttribute("aria-busy");
    }

    /** Listen to this chair from now on. */
    #hear(chair) {
        if (chair === this.#chair) return;
        this.#chair = chair;
        this.view.forget();
        this.stream.open(chair);
        if (this.view.chairs) this.#showChairs(this.view.chairs);
        if (this.view.lost) this.#recall();
    }

    #choose(chair) {
        if (chair === this.#chair) return;
        const url = new URL(location.href);
        url.searchParams.set("chair", chair);
        this.router.go(url, { replace: true });
    }

    #take(patch) {
        const known = this.view.state !== null;
        this.view.apply(patch);
        if (!known && patch.state) this.keep();
        if (patch.chairs) this.#showChairs(patch.chairs);
        this.#show();
    }

    #lose(lost) {
        if (lost) this.#account.check();
        if (lost === this.view.lost) return;
        const old = this.view.keptMs !== null;
        this.view.lost = lost;
        if (lost) this.#recall();
        else this.view.fresh();
        if (!lost && old && this.#page) this.#fill();
        this.#show();
    }

    /** The desk is away: show what this browser kept of it, if it may keep anything. The page says how old that is. */
    async #recall() {
        if (!mayKeep()) return;
        try {
            if (!this.view.chairs) {
                const chairs = await ask("/api/v1/chairs");
                if (!this.view.lost || this.view.chairs) return;
                this.view.chairs = chairs.map((chair) => ({ ...chair, online: false }));
                this.#showChairs(this.view.chairs);
            }
            const chair = this.#chair;
            if (!chair || this.view.state) return;
            const told = await ask(`/api/v1/chairs/${chair}`);
            if (chair === this.#chair && this.view.lost) this.view.recall(told);
        } catch {
            // Nothing is kept. That the desk does not answer is said in any case.
        }
    }

    /** The log-in may be over, which `ask` sees to, or this chair is not there for this person. */
    async #refused() {
        const chair = this.#chair;
        try {
            const chairs = await ask("/api/v1/chairs");
            if (chair === this.#chair && !chairs.some(({ id }) => id === chair)) this.#hear(null);
        } catch {
            // The desk does not answer: the stream says so, and tries again.
        }
    }

    #showChairs(chairs) {
        if (chairs.length && !chairs.some((chair) => chair.id === this.#chair)) {
            this.#hear(chairs[0].id); // which comes back here
            if (this.#page) this.#fill();
            return;
        }
        this.chairs.show(chairs, this.#chair);
    }

    #show() {
        const { view } = this;
        const none = view.chairs !== null && view.chairs.length === 0;
        document.documentElement.classList.toggle("no-chairs", none);
        const chairless = this.router?.nowhere === this.#section || this.#section?.querySelector("[data-chairless]");
        find("no-chair").hidden = !none || Boolean(chairless);
        say(find("no-chair-broker"), view.broker ? "" : t("The desk cannot reach the MQTT broker at the moment."));
        say(this.#section?.querySelector(".chair-name"), view.meta?.name ?? "");
        const simulated = this.#section?.querySelector(".chair-simulated");
        if (simulated) simulated.hidden = !view.meta?.simulated;
        this.#warnings.get(this.#section)?.show(view, view.frame?.at_ms ?? this.#page?.lastHeardMs ?? null);
        this.#page?.show(view);
        this.reminder?.show(view);
        if (this.#section?.hasAttribute("aria-busy") && this.#page) this.#rest();
    }
}

/** What a figure means is put away by Escape, or by a click elsewhere. */
function closeAbout(event) {
    const open = document.querySelector("details.about[open]");
    if (!open || (event.type === "keydown" ? event.key !== "Escape" : open.contains(event.target))) return;
    open.open = false;
    if (event.type === "keydown") open.querySelector("summary").focus();
}

window.sitwell = new Frame();
letIn();
