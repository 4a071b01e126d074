// Elements of a form that are made while somebody looks.

import { say } from "../svg.js";

/** An element with properties and children. */
export function make(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
}

export function button(text, click) {
    const made = make("button", { type: "button", className: "button button-plain", textContent: text });
    made.addEventListener("click", () => click(made));
    return made;
}

/** A button that asks once more before it does something that cannot be taken back. */
export function sure(text, question, act) {
    const made = button(text, () => {
        if (made.dataset.sure) {
            act();
            return;
        }
        made.dataset.sure = "yes";
        say(made, question);
    });
    made.classList.add("button-danger");
    made.addEventListener("blur", () => {
        delete made.dataset.sure;
        say(made, text);
    });
    return made;
}
