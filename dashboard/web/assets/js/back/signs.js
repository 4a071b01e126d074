// The warning signs, answered here and at once. Nothing is sent and nothing kept.

/** Who should be asked: answers are { kind, yes }, where yes is null while there is no answer. */
export function verdict(answers) {
    const signs = answers.filter(({ yes }) => yes);
    const has = (kind) => signs.some((sign) => sign.kind === kind);
    if (has("numb") && has("bladder-bowel")) return "now";
    if (signs.length) return "doctor";
    return answers.every(({ yes }) => yes === false) ? "none" : "unanswered";
}

export class Signs {
    constructor(find) {
        this.form = find("signs-form");
        this.answers = [...find("signs-answer").children];
        this.form.addEventListener("change", () => this.#show());
        this.form.addEventListener("submit", (event) => event.preventDefault());
        find("signs-clear").addEventListener("click", () => {
            this.clear();
            this.form.querySelector("input").focus();
        });
    }

    clear() {
        this.form.reset();
        this.#show();
    }

    #show() {
        const told = [...this.form.querySelectorAll(".sign")].map((sign) => {
            const chosen = sign.querySelector("input:checked");
            return { kind: sign.dataset.kind, yes: chosen && chosen.value === "yes" };
        });
        const begun = told.some(({ yes }) => yes !== null);
        const found = verdict(told);
        for (const answer of this.answers) answer.hidden = !begun || answer.dataset.verdict !== found;
    }
}
