/* A calendar file (RFC 5545) of all-day events. */

const OCTETS = 75; // of a line, without its end (3.1)
const encoder = new TextEncoder();

const escaped = (text) => (
  text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\n|\r/g, "\\n").replace(/[\x00-\x1f\x7f]/g, ""));
const compact = (date) => date.replaceAll("-", "");

/** A line in pieces of at most 75 octets; no character is cut. */
export function folded(line) {
  const pieces = [""];
  let octets = 0;
  for (const character of line) {
    const length = encoder.encode(character).length;
    if (octets + length > OCTETS) {
      pieces.push(" ");
      octets = 1;
    }
    pieces[pieces.length - 1] += character;
    octets += length;
  }
  return pieces.join("\r\n");
}

function event({ id, title, text, from, until, url }, stamp) {
  return [
    "BEGIN:VEVENT",
    `UID:${id.replace(/[^a-z0-9]+/g, "-")}@study-plan.staff-backend-handbook`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(from)}`,
    `DTEND;VALUE=DATE:${compact(until)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text)}`,
    `URL:${url.replace(/[\r\n]/g, "")}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** The text of a calendar called `name`. `now` is a time in milliseconds; events are
    { id, title, text, from, until, url }, `until` being the day after the last. An event keeps
    its UID when its dates change, so that a calendar that is imported again moves it. */
export function calendar(events, name, now) {
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, "");
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//The Staff Backend Handbook//Study plan//EN",
    "CALSCALE:GREGORIAN",
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap((each) => event(each, stamp)),
    "END:VCALENDAR",
  ];
  return `${lines.map(folded).join("\r\n")}\r\n`;
}
