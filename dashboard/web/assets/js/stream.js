// The stream from the server: one EventSource, closed while the tab is hidden, renewed when it has died.

const SILENT_MS = 8000; // the server says something every 3 s
const AGAIN_MS = 1500;

export class Stream {
    #source = null;
    #chair = null;
    #heard = 0;
    #again = 0;

    /** `onPatch(patch)` for each event, `onLost(bool)` when the connection goes or comes, `onRefused()` for a no. */
    constructor({ onPatch, onLost, onRefused }) {
        Object.assign(this, { onPatch, onLost, onRefused });
        document.addEventListener("visibilitychange", () => this.#connect());
        setInterval(() => this.#watch(), 1000);
    }

    open(chair) {
        this.#chair = chair;
        this.#connect();
    }

    #connect() {
        clearTimeout(this.#again);
        this.#source?.close();
        this.#source = null;
        if (document.hidden) return;
        this.#heard = performance.now();
        const source = new EventSource(this.#chair ? `/live?chair=${encodeURIComponent(this.#chair)}` : "/live");
        source.onmessage = (message) => {
            this.#heard = performance.now();
            this.onLost(false);
            this.onPatch(JSON.parse(message.data));
        };
        source.onerror = () => {
            const refused = source.readyState === EventSource.CLOSED; // answered, but not with a stream
            this.onLost(true);
            source.close();
            if (refused) this.onRefused();
            this.#again = setTimeout(() => this.#connect(), AGAIN_MS);
        };
        this.#source = source;
    }

    #watch() {
        if (this.#source && performance.now() - this.#heard > SILENT_MS) {
            this.onLost(true);
            this.#connect();
        }
    }
}
