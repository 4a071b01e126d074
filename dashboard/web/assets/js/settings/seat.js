// How well the chair weighs, and what it can be asked to measure; what of it leaves the chair.

import { t } from "../language.js";
import { say } from "../svg.js";
import { weight } from "../units.js";
import { cornerName, timeOfDay } from "../words.js";
import { rows, tell, unreachable } from "./telling.js";

const ORDERS = {
    "set-tare": ["tare", () => t("Measuring the empty seat, a few seconds …"), () => t("The empty seat is measured anew.")],
    "set-baseline": ["baseline", () => t("Sit quietly as you like to, for twenty seconds … The chair waits two minutes for them."), () => t("How you sat now counts as even.")],
    "set-identify": ["identify", () => t("Asking the chair …"), () => t("The chair shows where it is.")],
};

const CELLS = {
    ok: t("works"), timeout: t("gives no reading"), desync: t("reads out of step"), stalled: t("stands still"), saturated: t("is at its end"),
    frozen: t("is frozen"), uncalibrated: t("not calibrated"), noisy: t("is noisy"), reversed: t("is wired the wrong way round"),
    drifting: t("drifts"), contradicts: t("contradicts the others"),
};

export const cellWords = (state) => CELLS[state] ?? state;

/** When something was, in the chair's zone; `never` when it is not known. */
function when(atMs, view, never) {
    return atMs == null ? never : timeOfDay(atMs, view.meta?.zone, view.nowMs ?? atMs);
}

export class Seat {
    #chair = null;
    #asking = false;

    constructor(find) {
        this.find = find;
        for (const id of Object.keys(ORDERS)) find(id).addEventListener("click", () => this.#tell(id));
    }

    open(chair) {
        if (chair === this.#chair) return;
        this.#chair = chair;
        this.#asking = false; // another chair is asked for an answer, not this one
        say(this.find("set-seat-said"), "");
    }

    show(view) {
        const off = unreachable(view) !== "" || this.#asking;
        for (const id of Object.keys(ORDERS)) this.find(id).disabled = off;
        const { state, config } = view;
        rows(this.find("set-seat"), state ? this.#rows(view) : [[t("Calibration"), t("not known: the chair has not been heard")]]);
        rows(this.find("set-privacy"), config ? [
            [t("Kilograms"), config.shares_weight ? t("leave this chair: its owner chose that") : t("stay on this chair")],
            [t("Shares of the load, posture, times"), t("go to this desk")],
        ] : [[t("Kilograms"), t("not known: the chair has not been heard")]]);
    }

    #rows(view) {
        const { state } = view;
        const cells = Object.entries(state.cells);
        const bad = cells.filter(([, cell]) => cell !== "ok");
        const none = cells.every(([, cell]) => cell === "uncalibrated");
        const drift = Math.max(...Object.values(state.zero_kg).map(Math.abs));
        return [
            [t("Calibrated"), none ? t("no: run sitwell-edge calibrate at the chair") : when(state.calibrated_ms, view, t("at a time not known"))],
            [t("Known mass in the middle was off by"), state.residual_pct == null ? t("not measured") : t("{percent} %", { percent: state.residual_pct })],
            [t("Empty seat last measured"), when(state.tared_ms, view, t("at a time not known"))],
            [t("Drift of the empty cells since"), t("up to {mass}", { mass: weight(drift, 2) })],
            [t("Load cells"), bad.length
                ? bad.map(([corner, cell]) => t("{corner}: {state}", { corner: cornerName(corner), state: cellWords(cell) })).join("; ")
                : t("all four work")],
        ];
    }

    async #tell(id) {
        const chair = this.#chair;
        const [command, asking, done] = ORDERS[id];
        const button = this.find(id);
        this.#asking = true;
        for (const other of Object.keys(ORDERS)) this.find(other).disabled = true;
        say(this.find("set-seat-said"), asking());
        const [, words] = await tell(chair, command, {}, done());
        if (chair !== this.#chair) return;
        this.#asking = false;
        say(this.find("set-seat-said"), words);
        button.disabled = false;
        if (document.activeElement === document.body) button.focus();
    }
}
