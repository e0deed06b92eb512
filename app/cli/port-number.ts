import { InvalidArgumentError } from 'commander';

/** Reads the number of a port, as an option gives it. */
export function portNumber(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > 65_535) throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return number;
}
