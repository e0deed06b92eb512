import { diffArrays } from 'diff';
import { tokensOf } from './words.ts';

/** A stretch of two texts that is the same in both, or what one has instead of what the other had. */
export interface Run {
  same: boolean;
  /** Where it stands in either text; empty where something was only added or only removed. */
  before: { from: number; to: number };
  after: { from: number; to: number };
}

/** A paragraph in which more than this many words changed isn't told apart word by word. */
const MAX_CHANGED_TOKENS = 4_000;

/**
 * What changed from one text to another, in whole words. Where a change could as well have been made a few words further
 * on, it is put where a sentence or at least a word ends; where that doesn't decide, the words in question count as
 * changed, since nobody can tell which of them stayed.
 */
export function runsBetween(before: string, after: string): Run[] {
  return withoutIslands(slid(rawRuns(before, after), before, after));
}

function rawRuns(before: string, after: string): Run[] {
  const [old, now] = [tokensOf(before), tokensOf(after)];
  const texts = (tokens: typeof old) => tokens.map(({ text }) => text);
  const changes = diffArrays(texts(old), texts(now), { maxEditLength: MAX_CHANGED_TOKENS });
  if (!changes) return [changed(0, before.length, 0, after.length)];
  const runs: Run[] = [];
  let at = { before: 0, after: 0 };
  for (const { value, added, removed } of changes) {
    const length = value.reduce((sum, text) => sum + text.length, 0);
    const next = { before: at.before + (added ? 0 : length), after: at.after + (removed ? 0 : length) };
    const run = {
      same: !added && !removed,
      before: { from: at.before, to: next.before },
      after: { from: at.after, to: next.after },
    };
    add(runs, run);
    at = next;
  }
  return runs;
}

/** Adds a run; changes that touch become one. */
function add(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (last && last.same === run.same) {
    last.before.to = run.before.to;
    last.after.to = run.after.to;
  } else if (run.before.from < run.before.to || run.after.from < run.after.to) {
    runs.push({ same: run.same, before: { ...run.before }, after: { ...run.after } });
  }
}

function changed(from: number, to: number, afterFrom: number, afterTo: number): Run {
  return { same: false, before: { from, to }, after: { from: afterFrom, to: afterTo } };
}

/** Puts what was only added or only removed where it most likely was. */
function slid(runs: readonly Run[], before: string, after: string): Run[] {
  const out: Run[] = [];
  for (const [i, run] of runs.entries()) {
    const added = run.before.from === run.before.to;
    const removed = run.after.from === run.after.to;
    if (run.same || added === removed) {
      add(out, run);
      continue;
    }
    const [text, { from, to }] = added ? [after, run.after] : [before, run.before];
    const [left, right] = [runs[i - 1], runs[i + 1]];
    const reach = (side: Run | undefined) => (side ? side.before.to - side.before.from : 0);
    let back = 0;
    while (back < reach(left) && text[from - 1 - back] === text[to - 1 - back]) back++;
    let on = 0;
    while (on < reach(right) && text[to + on] === text[from + on]) on++;
    const { shift, sure } = bestShift(text, from, to, back, on);
    // The neighbours give and take what the change is moved by; where that isn't sure, all of it counts as changed.
    const [low, high] = sure ? [shift, shift] : [-back, on];
    const last = out.at(-1);
    if (low < 0 && last) {
      last.before.to += low;
      last.after.to += low;
    }
    if (low > 0) add(out, { same: true, ...shifted(run, 0, low, added) });
    add(out, { same: false, ...span(run, low, high) });
    if (right) {
      right.before.from += high;
      right.after.from += high;
    }
  }
  return out;
}

/** The stretch of sameness that a change leaves behind when it moves on. */
function shifted(run: Run, from: number, to: number, added: boolean): Pick<Run, 'before' | 'after'> {
  const { before, after } = run;
  const start = added ? before.to : before.from;
  return {
    before: { from: start + from, to: start + to },
    after: { from: after.from + from, to: after.from + to },
  };
}

function span({ before, after }: Run, low: number, high: number): Pick<Run, 'before' | 'after'> {
  return {
    before: { from: before.from + low, to: before.to + high },
    after: { from: after.from + low, to: after.to + high },
  };
}

/** How far a change is moved, and whether no other place is as good. */
function bestShift(text: string, from: number, to: number, back: number, on: number): { shift: number; sure: boolean } {
  if (back === 0 && on === 0) return { shift: 0, sure: true };
  let best = { shift: 0, score: -1, ties: 0 };
  for (let shift = -back; shift <= on; shift++) {
    const score = edge(text, from + shift) + edge(text, to + shift);
    if (score > best.score) best = { shift, score, ties: 0 };
    else if (score === best.score && isWordBetween(text, from + best.shift, from + shift)) best.ties++;
  }
  return { shift: best.shift, sure: best.ties === 0 };
}

function isWordBetween(text: string, from: number, to: number): boolean {
  return /[\p{L}\p{N}]/u.test(text.slice(Math.min(from, to), Math.max(from, to)));
}

/** How well a text can be parted at some place: at its ends, behind a sentence, behind a word, or not well. */
function edge(text: string, at: number): number {
  if (at === 0 || at === text.length) return 5;
  const before = text.slice(Math.max(0, at - 3), at);
  if (/[.!?…؟。！？]["”’»)]?\s*$/u.test(before) && !/^\s/u.test(text.slice(at, at + 1))) return 4;
  if (/[,;:]\s$/u.test(before)) return 3;
  if (/\s$/u.test(before)) return 2;
  return /^\s/u.test(text.slice(at, at + 1)) ? 1 : 0;
}

/** A few letters that are the same between large changes are so by chance. */
function withoutIslands(runs: readonly Run[]): Run[] {
  const size = (run: Run | undefined) =>
    run ? Math.max(run.before.to - run.before.from, run.after.to - run.after.from) : 0;
  const out: Run[] = [];
  runs.forEach((run, i) => {
    const island = run.same && i > 0 && i < runs.length - 1;
    const small = island && size(run) <= size(runs[i - 1]) && size(run) <= size(runs[i + 1]);
    add(out, small ? { ...run, same: false } : run);
  });
  return out;
}
