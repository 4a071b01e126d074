// Runs before anything is drawn: the colours of last time, so that a dark page does not flash white,
// and the one function that Dash calls when a chair is chosen.
(() => {
    let wanted = "auto";
    try {
        wanted = localStorage.getItem("mantine-color-scheme-value") || "auto";
    } catch {
        // No storage in this browser: go by the system's colours.
    }
    const dark = wanted === "dark" || (wanted !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
    document.documentElement.dataset.mantineColorScheme = dark ? "dark" : "light";

    window.dash_clientside = window.dash_clientside || {};
    window.dash_clientside.sitwell = {
        choose(chair) {
            if (chair) window.dispatchEvent(new CustomEvent("sitwell:chair", { detail: chair }));
            return window.dash_clientside.no_update;
        },
    };
})();
