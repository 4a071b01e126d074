// The limits in force at the chair, in words, and the note of a simulated one.

import { span } from "../words.js";

const SHORT_S = 300; // nobody who really sits wants a prompt below this

/** The limits as [what, when]. */
export function rows(config) {
    return [
        ["Nudge", `after ${span(config.nudge_s)} of sitting`],
        ["Stronger prompt", `after ${span(config.alert_s)}`],
        ["Then again", `every ${span(config.repeat_s)}`],
        ["A break counts", `from ${span(config.break_s)}`],
        ["Sitting starts anew", `after a break of ${span(config.reset_s)}`],
        ["Uneven load", `over ${config.uneven_points} points for ${span(config.uneven_s)}`],
    ];
}

/** What a visitor has to know about a simulated chair. */
export function simulatedText(config) {
    const all = config
        ? [["nudge", config.nudge_s], ["stronger", config.alert_s], ["uneven load", config.uneven_s]]
        : [];
    const short = all.filter(([, seconds]) => seconds < SHORT_S);
    const load = "Its load cells are simulated; everything behind them is the real program.";
    if (!short.length) return load;
    return `${load} Limits are shortened: ${short.map(([what, seconds]) => `${what} after ${span(seconds)}`).join(", ")}.`;
}

export class Limits {
    constructor(find) {
        this.list = find("limits");
        this.note = find("simulated");
        this.text = find("simulated-text");
    }

    show({ config, meta }) {
        const lines = config ? rows(config) : [["Not known yet", "the chair has not said them"]];
        this.list.replaceChildren(...lines.map(([what, when]) => {
            const row = document.createElement("div");
            const term = document.createElement("dt");
            const value = document.createElement("dd");
            term.textContent = what;
            value.textContent = when;
            row.append(term, value);
            return row;
        }));
        this.note.hidden = !meta?.simulated;
        this.text.textContent = simulatedText(config);
    }
}
