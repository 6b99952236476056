/* Loads the checklist and the drill of the interview, and nothing on other pages. */
const checklist = document.querySelector("[data-checklist]");
if (checklist) (await import("./checklist.js")).start(checklist);
const drill = document.querySelector("[data-drill]");
if (drill) (await import("./drill.js")).start(drill);
