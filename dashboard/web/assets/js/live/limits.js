// The limits in force at the chair, in words, and the note of a simulated one.

import { number, t } from "../language.js";
import { span } from "../words.js";

const SHORT_S = 300; // nobody who really sits wants a prompt below this

/** The limits as [what, when]. */
export function rows(config) {
    return [
        [t("Nudge"), t("after {span} of sitting", { span: span(config.nudge_s) })],
        [t("Stronger prompt"), t("after {span}", { span: span(config.alert_s) })],
        [t("Then again"), t("every {span}", { span: span(config.repeat_s) })],
        [t("A break counts"), t("from {span}", { span: span(config.break_s) })],
        [t("Sitting starts anew"), t("after a break of {span}", { span: span(config.reset_s) })],
        [t("Uneven load"), t("over {points} points for {span}", { points: number(config.uneven_points), span: span(config.uneven_s) })],
    ];
}

/** What a visitor has to know about a simulated chair. */
export function simulatedText(config) {
    const all = config
        ? [
            [t("nudge after {span}", { span: span(config.nudge_s) }), config.nudge_s],
            [t("stronger after {span}", { span: span(config.alert_s) }), config.alert_s],
            [t("uneven load after {span}", { span: span(config.uneven_s) }), config.uneven_s],
        ] : [];
    const short = all.filter(([, seconds]) => seconds < SHORT_S);
    const load = t("Its load cells are simulated; everything behind them is the real program.");
    if (!short.length) return load;
    return t("{load} Limits are shortened: {limits}.", { load, limits: short.map(([what]) => what).join(", ") });
}

export class Limits {
    constructor(find) {
        this.list = find("limits");
        this.note = find("simulated");
        this.text = find("simulated-text");
    }

    show({ config, meta }) {
        const lines = config ? rows(config) : [[t("Not known yet"), t("the chair has not said them")]];
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
