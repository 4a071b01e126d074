// What was noticed about how somebody sits: each finding with what it was computed from and what it rests on.

import { t } from "./language.js";
import { worded } from "./message.js";

/** Fill a list; returns how many there are. */
export function showFindings(list, findings) {
    list.replaceChildren(...findings.map(entry));
    return findings.length;
}

function entry(finding, at) {
    const item = document.createElement("li");
    const words = document.createElement("p");
    words.className = "finding";
    words.textContent = worded(finding.says);
    item.append(words, about(finding, at + 1));
    return item;
}

/** The same small button that a card has. */
function about({ basis, rests_on: restsOn }, number) {
    const details = document.createElement("details");
    details.className = "about";
    const button = document.createElement("summary");
    button.className = "about-button";
    button.textContent = "i";
    button.setAttribute("aria-label", t("What finding {number} rests on", { number }));
    const text = document.createElement("div");
    text.className = "about-text";
    text.append(paragraph(worded(basis)), ...restsOn.map(({ title, whose }) =>
        paragraph(t("{title}. {whose}", { title: worded(title), whose: worded(whose) }), "about-source")));
    details.append(button, text);
    return details;
}

function paragraph(text, name = "") {
    const made = document.createElement("p");
    made.className = name;
    made.textContent = text;
    return made;
}
