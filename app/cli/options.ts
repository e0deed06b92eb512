import { type Command, InvalidArgumentError, Option } from 'commander';
import { MAX_COMMENT_LENGTH, MAX_SUGGESTION_LENGTH, MAX_TAG_LENGTH, MAX_TAGS } from '../../shared/model/entry.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { CommandLine } from './command-line.ts';
import { UsageError } from './usage.ts';

/** `--json`, which every command has. */
export function jsonOption(): Option {
  return new Option('--json', 'answer in JSON, for programs');
}

/** `--as`, which every command has that signs something. */
export function asOption(command: Command): Command {
  return command.requiredOption('--as <name>', 'who does it: a person of this computer, made when new', name);
}

/** Parses a person's name. */
export function name(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It must not be empty.');
  return value;
}

/** Parses a text that says something: what an empty one would stand for, nobody has meant. */
export function filled(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It must not be empty.');
  return value;
}

/** Parses a number that counts from 1. */
export function countFromOne(value: string): number {
  return countUpTo(Number.MAX_SAFE_INTEGER)(value);
}

/** Parses a number that counts from 1 and has an end. */
export function countUpTo(most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < 1 || number > most)
      throw new InvalidArgumentError(
        `It must be a whole number from 1${most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`}.`,
      );
    return number;
  };
}

/** Parses one more tag; they are told apart by what is in them. */
export function oneMoreTag(value: string, before: string[] = []): string[] {
  const tag = value.trim();
  if (tag === '' || tag.length > MAX_TAG_LENGTH)
    throw new InvalidArgumentError(`A tag has 1 to ${MAX_TAG_LENGTH} characters.`);
  if (before.length >= MAX_TAGS) throw new InvalidArgumentError(`There can be ${MAX_TAGS} tags at most.`);
  return before.includes(tag) ? before : [...before, tag];
}

export const COMMENT_HELP = 'what is said, in Markdown; - reads it from standard input';

/** The comment that was given, read from standard input where it is `-`. */
export async function commentText(command: CommandLine, given: string): Promise<string> {
  const text = (given === '-' ? await command.io.read() : given).trim();
  if (text === '') throw new UsageError('The comment is empty. Say something in it, or leave --comment out.');
  if (text.length > MAX_COMMENT_LENGTH) {
    throw new Refusal(
      'comment-too-long',
      `The comment has ${text.length} characters, and may have ${MAX_COMMENT_LENGTH}. Shorten it, or make several of it.`,
    );
  }
  return text;
}

/** The wording that was suggested. */
export function suggestedText(given: string): string {
  const text = given.trim();
  if (text === '') throw new UsageError('The suggested wording is empty. Give the words that the passage should have.');
  if (text.length > MAX_SUGGESTION_LENGTH) {
    throw new Refusal(
      'suggestion-too-long',
      `The suggested wording has ${text.length} characters, and may have ${MAX_SUGGESTION_LENGTH}. Suggest less of it.`,
    );
  }
  return text;
}
