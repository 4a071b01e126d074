// Runs before anything is drawn: the colours that somebody chose last time, so that a dark page does not flash white.
// Without a choice the style goes by the system.
(() => {
    try {
        const chosen = localStorage.getItem("sitwell-scheme");
        if (chosen === "dark" || chosen === "light") document.documentElement.dataset.scheme = chosen;
    } catch {
        // No storage in this browser: go by the system's colours.
    }
})();
