/** A value as a finding tells it: what is left out is told with what AWS takes in its place. */
export function shown(value: unknown, byDefault: string): string {
  return value === undefined ? `not set (the default is ${byDefault})` : JSON.stringify(value);
}
