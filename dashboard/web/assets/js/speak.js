// What this device does about a reminder beside showing it: a sound, a notification. Both are off until asked for here.

const SOUND = "sitwell-sound";
const NOTIFY = "sitwell-notify";
const TONES = { nudge: [[587, 0], [784, 0.22]], alert: [[587, 0], [784, 0.22], [988, 0.44], [784, 0.9], [988, 1.12]] };
const LOUD = 0.07;

/** What is kept on this device only; without storage for as long as the page. */
const kept = new Map();

export function recall(key) {
    try {
        return localStorage.getItem(key) ?? kept.get(key) ?? null;
    } catch {
        return kept.get(key) ?? null;
    }
}

export function keep(key, value) {
    kept.set(key, value);
    try {
        localStorage.setItem(key, value);
    } catch {
        // Full or forbidden: it is known until the page is closed.
    }
}

class Speaker {
    #context = null;
    #note = null;

    constructor() {
        // A browser lets a page sound only after somebody touched it.
        for (const kind of ["pointerdown", "keydown"]) {
            document.addEventListener(kind, () => { if (this.sound) this.#wake(); }, { once: true });
        }
    }

    get sound() { return recall(SOUND) === "on"; }
    set sound(on) {
        keep(SOUND, on ? "on" : "off");
        if (on) this.#chime("nudge"); // so that it is known how it sounds, and that it does
    }

    get canNotify() { return "Notification" in window && window.isSecureContext; }
    get refused() { return this.canNotify && Notification.permission === "denied"; }
    get notify() { return this.canNotify && Notification.permission === "granted" && recall(NOTIFY) === "on"; }

    /** Ask the browser, which asks the person. Return whether notifications come from now on. */
    async allow(on) {
        if (on && this.canNotify) await Notification.requestPermission();
        keep(NOTIFY, on ? "on" : "off");
        return this.notify;
    }

    speak(level, { title, text, tag }) {
        if (this.sound) this.#chime(level);
        if (!this.notify) return;
        try {
            this.#note = new Notification(title, { body: text, tag, silent: this.sound, requireInteraction: level === "alert" });
            this.#note.onclick = () => { window.focus(); this.hush(); };
        } catch {
            // Chrome on Android wants a service worker for it; the toast and the sound remain.
        }
    }

    hush() {
        this.#note?.close();
        this.#note = null;
    }

    #wake() {
        this.#context ??= new AudioContext();
        return this.#context.resume();
    }

    #chime(level) {
        this.#wake().catch(() => null); // not touched yet: silent this time
        const context = this.#context;
        for (const [pitch, afterS] of TONES[level]) {
            const [tone, gain] = [context.createOscillator(), context.createGain()];
            const at = context.currentTime + 0.05 + afterS;
            tone.frequency.value = pitch;
            gain.gain.setValueAtTime(0, at);
            gain.gain.linearRampToValueAtTime(LOUD, at + 0.02);
            gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.6);
            tone.connect(gain).connect(context.destination);
            tone.start(at);
            tone.stop(at + 0.65);
        }
    }
}

export const speaker = new Speaker();
