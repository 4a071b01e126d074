// What the page knows of the chair, and the time at the chair.

import { t } from "./language.js";

const STALE_MS = 4000; // a chair speaks at least once a second
const JITTER_MS = 300; // a frame that is this late says nothing about the clock

export const STATUS_TEXT = {
    connected: t("Connected"),
    offline: t("Chair offline"),
    unheard: t("Chair not heard"),
    lost: t("Connection to the page lost"),
    waiting: t("Waiting for the first measurement"),
};

export class View {
    lost = false;
    chairs = null;
    broker = true;
    keptMs = null; // when the desk gave what is shown, where that was earlier; by this browser's clock
    #frameAt = null; // performance.now() when the last frame left the server
    #left = null; // the bout that this page saw end
    #offset = null; // the chair's clock minus performance.now()

    constructor() {
        this.forget();
    }

    /** Another chair: nothing of the last one holds. */
    forget() {
        Object.assign(this, { chair: null, availability: null, meta: null, state: null, config: null, frame: null });
        this.#frameAt = this.#offset = this.#left = null;
    }

    /** An answer is one that was kept: the page is as old as the oldest of them. */
    old(atMs) {
        if (this.lost) this.keptMs = Math.min(this.keptMs ?? atMs, atMs);
    }

    /** The desk is back: what comes from now on is new. */
    fresh() {
        this.keptMs = null;
    }

    /** What the chair said last, as it was kept. It is never live. */
    recall({ id, name, zone, simulated, state, settings }) {
        Object.assign(this, { chair: id, meta: { chair: id, name, zone, simulated }, state, config: settings });
    }

    apply(patch) {
        const was = this.state?.bout_started_ms;
        if (was != null && patch.state && patch.state.bout_started_ms == null) {
            this.#left = { startedMs: was, atMs: patch.state.at_ms };
        }
        for (const [key, value] of Object.entries(patch)) if (key !== "age_s") this[key] = value;
        if (!patch.frame) return;
        this.#frameAt = performance.now() - (patch.age_s ?? 0) * 1000;
        const offset = patch.frame.at_ms - this.#frameAt;
        if (this.#offset === null || Math.abs(offset - this.#offset) > JITTER_MS) this.#offset = offset;
    }

    /** The chair's own clock. Never the browser's: it may be wrong, or in another country. */
    get nowMs() {
        return this.#offset === null ? null : performance.now() + this.#offset;
    }

    get status() {
        if (this.lost) return "lost";
        const off = this.broker ? "offline" : "unheard"; // without the broker nobody knows whether it is on
        if (this.availability === false) return off;
        if (!this.frame) return "waiting";
        return performance.now() - this.#frameAt > STALE_MS ? off : "connected";
    }

    get live() {
        return this.status === "connected";
    }

    get sitting() {
        return this.live && this.state !== null && this.state.bout_started_ms != null;
    }

    /** When the last bout ended: as stored, or, until that is known, as this page saw it. */
    endedMs(storedMs) {
        return this.#left && !(storedMs > this.#left.startedMs) ? this.#left.atMs : storedMs;
    }

    /** Seconds of sitting that count against prompts, carried on from the last state. */
    get countedS() {
        return this.state.sitting_s + Math.max(0, this.nowMs - this.state.at_ms) / 1000;
    }
}
