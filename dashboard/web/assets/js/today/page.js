// The page Today: one day of one chair.

export class Page {
    constructor(find) {
        this.place = find("today-page");
    }

    open() {}

    show() {}

    close() {}
}
