// What a sitter should know now. Each warning is a line that comes when it begins and goes when it is over.

import { CORNERS, DOUBTED, works } from "./cells.js";
import { list, t, tn } from "./language.js";
import { say } from "./svg.js";
import { longSpan, timeOfDay } from "./words.js";

const LEANS = {
    left: t("You have been leaning to the left for a while"),
    right: t("You have been leaning to the right for a while"),
    front: t("You have been leaning forward for a while"),
    back: t("You have been leaning back for a while"),
};

/** The warnings in force, the most urgent first, as [name, level, text]. */
export function warnings(view, lastHeardMs) {
    if (view.lost) return view.keptMs === null ? [["lost", "alert", t("The page cannot reach the desk. It tries again by itself.")]] : old(view);
    const found = [];
    if (view.broker === false) {
        found.push(["broker", "alert", t("The desk cannot reach the MQTT broker, so no chair can be heard.")]);
    }
    const at = lastHeardMs == null ? null : timeOfDay(lastHeardMs, view.meta?.zone, view.nowMs ?? Date.now());
    if (view.status === "unheard" && at) found.push(["unheard", "calm", t("The chair was last heard {at}.", { at })]);
    if (view.status === "offline") {
        found.push(["offline", "calm", at ? t("The chair is offline. Last seen {at}.", { at }) : t("The chair is offline.")]);
    }
    if (!view.live || !view.state) return found;
    const { state, config } = view;
    if (state.cue === "alert") found.push(["alert", "alert", t("Stand up now: you have been sitting for more than {span}", { span: sat(view, config?.alert_s) })]);
    if (state.cue === "nudge") found.push(["nudge", "nudge", t("Time to stand up: you have been sitting for more than {span}", { span: sat(view, config?.nudge_s) })]);
    if (state.uneven) found.push(["uneven", "nudge", LEANS[state.uneven]]);
    const broken = CORNERS.filter((corner) => !works(state.cells[corner]));
    if (broken.length) found.push(["cell", "alert", cellText(state.cells, broken)]);
    const doubted = CORNERS.filter((corner) => DOUBTED.includes(state.cells[corner]));
    if (doubted.length) found.push(["doubt", "calm", drifted(doubted)]);
    if (state.presence === "object") found.push(["object", "calm", t("Something is on the seat, not a person")]);
    if (!state.clock_synced) found.push(["clock", "calm", t("The chair's clock is not set yet, so times may be wrong")]);
    return found;
}

/** What stands here was kept: from when it is, and how it was then. */
function old({ keptMs, state }) {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const found = [["lost", "alert", t("As of {time}; the desk does not answer. What stands here is old.", { time: timeOfDay(keptMs, here, Date.now()) })]];
    if (state?.bout_started_ms != null) {
        found.push(["then", "calm", t("Somebody had been sitting for {span} then.", { span: longSpan(Math.floor(state.sitting_s / 60) * 60 || state.sitting_s) })]);
    } else if (state?.presence === "vacant") {
        found.push(["then", "calm", t("Nobody sat then.")]);
    }
    return found;
}

function sat(view, limitS) {
    const countedS = view.countedS;
    // Just past the limit say the limit; much later say whole minutes. It does not tick, as it would be read aloud again;
    // so it says "more than", which stays true.
    const shownS = limitS && countedS < limitS + 60 ? limitS : Math.floor(countedS / 60) * 60 || countedS;
    return longSpan(shownS);
}

function cellText(cells, broken) {
    if (broken.every((corner) => cells[corner] === "uncalibrated")) {
        return t("The chair is not calibrated yet: balance is not shown");
    }
    return tn("The {cells} cell gives no reading that can be used: balance is not shown",
        "The {cells} cells give no reading that can be used: balance is not shown", broken.length, { cells: cellNames(broken) });
}

const drifted = (corners) => tn("The {cells} cell drifted, so balance may be a little off",
    "The {cells} cells drifted, so balance may be a little off", corners.length, { cells: cellNames(corners) });

const CELLS = {
    front_left: t("front-left"), front_right: t("front-right"), rear_left: t("rear-left"), rear_right: t("rear-right"),
};
const cellNames = (corners) => list(corners.map((corner) => CELLS[corner]));

/** The pages whose answers worker.js keeps. */
const KEPT = [["/", t("Live")], ["/today", t("Today")]];

function link([href, text]) {
    const made = document.createElement("a");
    return Object.assign(made, { href, textContent: text });
}

export class Warnings {
    #shown = new Map();

    constructor(place) {
        this.place = place;
        this.path = place.closest("[data-path]")?.dataset.path;
    }

    show(view, lastHeardMs) {
        const wanted = warnings(view, lastHeardMs);
        if (view.lost && view.keptMs !== null && !KEPT.some(([path]) => path === this.path)) wanted.push(["kept", "calm", t("Kept from before:")]);
        const names = new Set(wanted.map(([name]) => name));
        for (const [name, line] of this.#shown) {
            if (!names.has(name)) {
                line.remove();
                this.#shown.delete(name);
            }
        }
        wanted.forEach(([name, level, text], at) => {
            let line = this.#shown.get(name);
            if (!line) {
                line = document.createElement("div");
                line.className = `warning warning-${level}`;
                line.dataset.testid = `warning-${name}`;
                this.#shown.set(name, line);
                line.textContent = text;
                if (name === "kept") line.append(...KEPT.map(link));
            } else if (name !== "nudge" && name !== "alert" && name !== "kept") {
                say(line, text);
            }
            if (this.place.children[at] !== line) this.place.insertBefore(line, this.place.children[at] ?? null);
        });
    }
}
