// Wires the page: the stream changes the view, a clock of four beats a second shows it.

import { Limits } from "./limits.js";
import { Seat } from "./seat.js";
import { Stream } from "./stream.js";
import { say } from "./svg.js";
import { Timeline } from "./timeline.js";
import { Timer } from "./timer.js";
import { Today } from "./today.js";
import { STATUS_TEXT, View } from "./view.js";
import { Warnings } from "./warnings.js";
import { span } from "./words.js";

const BEAT_MS = 250;
const find = (id) => document.getElementById(id);

class Page {
    view = new View();
    #wanted = new URLSearchParams(location.search).get("chair");
    #list = "";
    #presence = null;

    constructor() {
        this.seat = new Seat(find("seat"));
        this.timer = new Timer(find);
        this.warnings = new Warnings(find("warnings"));
        this.limits = new Limits(find);
        this.today = new Today(find, new Timeline(find("timeline"), find("timeline-detail")));
        this.stream = new Stream((patch) => this.#take(patch), (lost) => this.#lose(lost));
        window.addEventListener("sitwell:chair", (event) => this.#choose(event.detail));
        this.#open(this.#wanted);
        setInterval(() => this.#show(), BEAT_MS);
    }

    #open(chair) {
        this.view.forget();
        this.#wanted = chair;
        this.#presence = null;
        this.stream.open(chair);
        this.today.open(chair);
        this.#show();
    }

    #choose(chair) {
        if (chair === this.#wanted) return;
        const url = new URL(location.href);
        url.searchParams.set("chair", chair);
        history.replaceState(null, "", url);
        this.#open(chair);
    }

    #take(patch) {
        this.view.apply(patch);
        if (patch.chairs) this.#showChairs(patch.chairs);
        if ("config" in patch || "meta" in patch) {
            this.limits.show(this.view);
            const nudge = this.view.config?.nudge_s;
            say(find("key-over"), nudge ? `Over ${span(nudge)}` : "Over the limit");
        }
        if (patch.state) {
            const presence = `${patch.state.presence} ${patch.state.bout_started_ms}`;
            if (this.#presence !== null && presence !== this.#presence) this.today.changed();
            this.#presence = presence;
        }
        this.#show();
    }

    #lose(lost) {
        if (lost === this.view.lost) return;
        this.view.lost = lost;
        this.#show();
    }

    #showChairs(chairs) {
        const known = chairs.some((chair) => chair.id === this.#wanted);
        if (!known && chairs.length) this.#open(chairs[0].id);
        find("chair-choice").hidden = chairs.length < 2;
        const list = JSON.stringify([chairs, this.#wanted]);
        if (list === this.#list) return;
        this.#list = list;
        window.dash_clientside.set_props("chair-select", {
            data: chairs.map(({ id, name, online }) => ({ value: id, label: online ? name : `${name} (offline)` })),
            value: this.#wanted,
        });
    }

    #show() {
        const { view } = this;
        const none = view.chairs !== null && view.chairs.length === 0;
        find("no-chair").hidden = !none;
        find("cards").hidden = none;
        say(find("no-chair-broker"), view.broker ? "" : "The desk cannot reach the MQTT broker at the moment.");
        find("connection").dataset.status = view.status;
        say(find("connection-text"), STATUS_TEXT[view.status]);
        say(find("chair-name"), view.meta?.name ?? "");
        const balance = this.seat.show(view);
        const sits = view.sitting;
        say(find("balance"), balance && sits ? `${balance[0]} / ${balance[1]} %` : "–");
        say(find("posture"), sits ? view.state.posture : "–");
        this.timer.show(view, view.endedMs(this.today.endedMs));
        this.warnings.show(view, view.frame?.at_ms ?? this.today.lastHeardMs);
        this.today.show(view);
    }
}

/** Dash draws the skeleton; begin when it stands. */
function begin() {
    if (!find("live") || !window.dash_clientside?.set_props) return false;
    window.sitwell = new Page();
    return true;
}

if (!begin()) {
    const observer = new MutationObserver(() => { if (begin()) observer.disconnect(); });
    observer.observe(document.body, { childList: true, subtree: true });
}
