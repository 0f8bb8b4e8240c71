/** Hour of the clock at which most cars that charge in public begin. */
const HOUR = 18;

/**
 * The instant at which a clock in the zone shows six in the evening of a day: tariffs depend on the time of day of the site.
 *
 * @param timeZone IANA name
 */
export function localEvening(date: string, timeZone: string): string {
  const wanted = Date.parse(`${date}T${HOUR}:00:00Z`);
  // A second look catches days on which the clocks change between the guess and the answer.
  const guess = wanted - offsetOf(wanted, timeZone);
  return new Date(wanted - offsetOf(guess, timeZone)).toISOString();
}

/** Milliseconds that a clock in the zone is ahead of Greenwich. */
function offsetOf(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - instant;
}
