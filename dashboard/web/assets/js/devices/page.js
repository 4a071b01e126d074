// The page Chairs: every chair as a thing to look after, those that need care first.

import { ask } from "../api.js";
import { CORNERS, works } from "../cells.js";
import { list, number, t, tn } from "../language.js";
import { say } from "../svg.js";
import { weight } from "../units.js";
import { cornerName, timeOfDay } from "../words.js";
import { cellWords } from "../settings/seat.js";
import { rows } from "../settings/telling.js";

const EVERY_MS = 30_000;

const NEEDS = {
    cell: t("A load cell has failed: see which one, and docs/hardware.md"),
    uncalibrated: t("Not calibrated: run sitwell-edge calibrate at the chair"),
    gone: t("Not heard for a week or more"),
    gap: t("Some of what it sent has not got here yet"),
    backlog: t("It keeps minutes that nobody stores: see that ingest runs"),
    clock: t("Its clock is not set: it needs a time server"),
    suspicion: t("A load cell is doubted: measure the empty seat, then look at its mounting"),
    drift: t("The empty seat has drifted: measure it anew under Settings"),
    offline: t("Off, or out of reach"),
};
const CALM = new Set(["offline", "drift"]);

export class Page {
    #told = null;
    #shown = false;

    constructor(find) {
        this.find = find;
        this.list = find("devices");
        this.search = find("devices-search");
        this.search.addEventListener("input", () => this.#filter());
        setInterval(() => { if (this.#shown && !document.hidden) this.#fetch(); }, EVERY_MS);
    }

    open() {
        this.#shown = true;
        return this.#fetch();
    }

    close() {
        this.#shown = false;
    }

    /** What a chair says by the stream is of who sits on it: it is not for this page. */
    show() {}

    async #fetch() {
        try {
            const told = await ask("/api/v1/devices");
            say(this.find("devices-note"), "");
            this.#draw(told);
        } catch (error) {
            say(this.find("devices-note"), error.message);
        }
    }

    #draw({ chairs, now_ms: nowMs }) {
        const told = JSON.stringify(chairs);
        if (told === this.#told) return;
        this.#told = told;
        const open = new Set([...this.list.querySelectorAll("details[open]")].map(({ dataset }) => dataset.chair));
        const at = document.activeElement?.closest?.("details")?.dataset.chair;
        this.list.replaceChildren(...chairs.map((chair) => device(chair, nowMs, open.has(chair.id))));
        if (at) this.list.querySelector(`details[data-chair="${CSS.escape(at)}"] summary`)?.focus();
        this.#filter();
    }

    #filter() {
        const wanted = this.search.value.trim().toLowerCase();
        let shown = 0;
        for (const row of this.list.children) {
            row.hidden = !row.dataset.words.includes(wanted);
            if (!row.hidden) shown += 1;
        }
        const all = this.list.children.length;
        const care = this.list.querySelectorAll("[data-level=care]").length;
        const found = care ? t("Chairs: {all}; in need of care: {care}", { all, care }) : t("Chairs: {all}", { all });
        say(this.find("devices-found"), shown === all ? found : t("{shown} of {all} chairs", { shown, all }));
    }
}

function part(tag, className, text) {
    return Object.assign(document.createElement(tag), { className, textContent: text });
}

/** One chair: what it is called and needs, and behind that all it says of itself. */
function device(chair, nowMs, open) {
    const { id, name, online, simulated, needs } = chair;
    const summary = document.createElement("summary");
    const called = part("span", "device-name", name);
    if (name !== id) called.append(part("span", "device-id", id));
    if (simulated) called.append(part("span", "tag", t("Simulated")));
    const pill = part("span", "pill", "");
    pill.dataset.status = online ? "connected" : "offline";
    pill.append(part("span", "pill-dot", ""), online ? t("Online") : t("Offline"));
    const first = needs.find((need) => need !== "offline");
    const state = part("span", "device-need", first ? needOf(chair, first) : "");
    if (first) state.dataset.level = CALM.has(first) ? "calm" : "care";
    summary.append(called, state, pill);
    const details = document.createElement("details");
    Object.assign(details, { open });
    details.dataset.chair = id;
    const said = part("dl", "set-rows", "");
    rows(said, told(chair, nowMs));
    details.append(summary, said);
    const row = part("li", "card device", "");
    row.dataset.words = [id, name, chair.model, chair.software, ...needs.map((need) => NEEDS[need])].join(" ").toLowerCase();
    row.append(details);
    return row;
}

/** What it needs in a line; of cells which. */
function needOf({ cells }, need) {
    const broken = need === "cell" && cells ? CORNERS.filter((corner) => !works(cells[corner])) : [];
    return broken.length ? t("No reading: {cells}", { cells: list(broken.map(cornerName)) }) : NEEDS[need];
}

/** What waits at the chair, and what it had to give up: minutes, which come whether somebody sits or not. */
function keptAt({ spooled_minutes: kept, dropped_minutes: dropped }) {
    if (kept === null) return t("not known: it has not been heard");
    const waits = kept ? tn("{n} minute", "{n} minutes", kept) : t("nothing");
    return dropped ? t("{waits}; its spool was full and {dropped} minutes were lost", { waits, dropped: number(dropped, 0) }) : waits;
}

function told(chair, nowMs) {
    const when = (atMs) => (atMs === null ? t("not known") : timeOfDay(atMs, zone, nowMs));
    const cells = chair.cells && Object.entries(chair.cells).map(([corner, state]) =>
        t("{corner}: {state}", { corner: cornerName(corner), state: cellWords(state) })).join("; ");
    const drift = chair.zero_kg && Object.entries(chair.zero_kg).map(([corner, kg]) =>
        t("{corner}: {mass}", { corner: cornerName(corner), mass: weight(kg, 2) })).join("; ");
    return [
        [t("Needs"), chair.needs.map((need) => NEEDS[need]).join("; ") || t("nothing")],
        [t("Load cells"), cells ?? t("not known: it has not been heard")],
        [t("Drift of the empty cells"), drift ?? t("not known: it has not been heard")],
        [t("Calibrated"), when(chair.calibrated_ms)],
        [t("Empty seat last measured"), when(chair.tared_ms)],
        [t("Clock"), chair.clock_synced === null ? t("not known: it has not been heard") : chair.clock_synced ? t("is set") : t("is not set")],
        [t("Last minute stored"), chair.stored_ms === null ? t("none") : timeOfDay(chair.stored_ms, zone, nowMs)],
        [t("Kept at the chair until stored"), keptAt(chair)],
        [t("Waits for something before it"), chair.beyond_gap ? t("{count} messages", { count: chair.beyond_gap }) : t("nothing")],
        [t("Software"), chair.software || t("not known")],
        [t("Model"), chair.model || t("not known")],
    ];
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
