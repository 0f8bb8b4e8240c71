/** First day of a quarter: "2026-Q2" begins on 2026-04-01. */
export function firstDayOf(quarter: string): string {
  const [year = '', number = ''] = quarter.split('-Q');
  return `${year}-${String(3 * Number(number) - 2).padStart(2, '0')}-01`;
}

/** First day after a quarter: "2026-Q4" is over on 2027-01-01. */
export function firstDayAfter(quarter: string): string {
  const [year = '', number = ''] = quarter.split('-Q');
  return number === '4' ? `${Number(year) + 1}-01-01` : firstDayOf(`${year}-Q${Number(number) + 1}`);
}
