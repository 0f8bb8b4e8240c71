/** A parameter that the benchmark gives to a child process. Throws where it is missing. */
export function parameter(index: number, name: string): string {
  const value = process.argv[2 + index];
  if (value === undefined) {
    throw new Error(`The ${name} is missing`);
  }
  return value;
}
