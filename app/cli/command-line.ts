import { resolve } from 'node:path';
import { homeFolder } from '../services/home.ts';
import type { Io } from './io.ts';

/** What every command is given besides its arguments. */
export interface CommandLine {
  io: Io;
  /** The folder of all state. */
  home: string;
  now(): number;
  /** A path as the person means it, from the folder in which they called. */
  path(named: string): string;
}

/** What a command answers: for programs with `--json`, else for people. */
export interface Answer {
  json: unknown;
  text: string;
}

/** The surroundings of a command that was called with these streams. */
export function commandLine(io: Io): CommandLine {
  return {
    io,
    home: homeFolder(io.environment),
    now: Date.now,
    path: (named) => resolve(io.folder, named),
  };
}
