// The rarer pages, behind a button on a phone. On a wide screen they stand with the others and the button is not there.

export class More {
    constructor(button, list) {
        Object.assign(this, { button, list });
        if (!button) return;
        button.addEventListener("click", () => this.#turn(button.getAttribute("aria-expanded") !== "true"));
        document.addEventListener("click", ({ target }) => { if (!button.contains(target)) this.#turn(false); });
        document.addEventListener("keydown", ({ key }) => {
            if (key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
            this.#turn(false);
            button.focus();
        });
    }

    /** Mark the button while the page that is shown is one of those behind it. */
    mark() {
        this.button?.classList.toggle("nav-more-here", this.list.querySelector("[aria-current=page]") !== null);
    }

    #turn(open) {
        this.button.setAttribute("aria-expanded", String(open));
    }
}
