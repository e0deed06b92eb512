import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  EXPORT_FORMATS,
  type ExportChoices,
  type ExportChoicesInput,
  type ExportFormat,
  exportChoicesSchema,
  isTimeZone,
} from '../../../shared/exporting/options.ts';
import { KIND_NAMES, type Kind } from '../../../shared/model/kinds.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { ShownBrief } from '../../../shared/shown.ts';
import { annotationNamed } from '../ids.ts';
import { UsageError } from '../usage.ts';

/** The options of `export`, as commander gives them. */
export interface ExportFlags {
  to: ExportFormat;
  out: string;
  kind?: Kind[];
  person?: string[];
  tag?: string[];
  status?: 'open' | 'resolved';
  since?: string;
  until?: string;
  id?: string[];
  resolved: boolean;
  private?: boolean;
  anonymise?: boolean;
  timeZone: string;
  clock?: number;
  kindAs?: 'first-line' | 'highlight' | 'both';
  suggestions?: 'words' | 'tracked';
  print?: 'nothing' | 'margin' | 'endnotes';
  paper?: 'a4' | 'letter';
}

/** Adds what can be chosen of an export to its command. */
export function exportFlags(command: Command): Command {
  return command
    .addOption(new Option('--to <format>', 'the format').choices([...EXPORT_FORMATS]).makeOptionMandatory())
    .requiredOption('--out <file>', 'the file; for several briefs, the folder')
    .addOption(new Option('--kind <kind...>', 'only threads of these kinds').choices([...KIND_NAMES]))
    .option('--person <name...>', 'only threads in which one of them marked or said something')
    .option('--tag <tag...>', 'only threads with one of these tags')
    .addOption(new Option('--status <status>', 'only threads of this status').choices(['open', 'resolved']))
    .option('--since <day>', 'only threads in which something was said from this day on (yyyy-mm-dd)', day)
    .option('--until <day>', '… and until this day, itself included', day)
    .option('--id <id...>', 'only these annotations')
    .option('--no-resolved', 'leave resolved threads out')
    .option('--private', 'your private annotations too, from a brief of your library')
    .option('--anonymise', 'name people by letters')
    .option('--time-zone <zone>', 'the time zone of all dates, such as Europe/Vienna', zone, systemZone())
    .option('--clock <time>', 'the time of the export, to make the same bytes again', time)
    .addOption(
      new Option('--kind-as <way>', 'docx: how a comment tells its kind').choices(['first-line', 'highlight', 'both']),
    )
    .addOption(
      new Option(
        '--suggestions <way>',
        'docx: open suggestions of wording, in words or as tracked changes besides',
      ).choices(['words', 'tracked']),
    )
    .addOption(new Option('--print <what>', 'pdf: notes for paper').choices(['nothing', 'margin', 'endnotes']))
    .addOption(new Option('--paper <size>', 'pdf: the paper').choices(['a4', 'letter']));
}

/**
 * What was chosen, for one brief: its people by their names, its annotations by the beginnings of their ids.
 *
 * @throws {Refusal} where the brief has no such person, tag or annotation
 */
export function choicesOf(flags: ExportFlags, shown: ShownBrief): ExportChoices {
  const {
    kind,
    person,
    tag,
    status,
    since,
    until,
    id,
    resolved,
    private: own = false,
    anonymise = false,
    timeZone,
  } = flags;
  const choices = {
    format: formatOf(flags),
    filter: {
      ...(kind ? { kinds: kind } : {}),
      ...(person ? { people: person.flatMap((name) => peopleNamed(shown, name)) } : {}),
      ...(tag ? { tags: tag } : {}),
      ...(status ? { status } : {}),
      ...(since ? { since } : {}),
      ...(until ? { until } : {}),
      ...(id ? { selected: id.map((each) => annotationNamed(shown, each).id) } : {}),
    },
    resolved,
    private: own,
    anonymise,
    timeZone,
  };
  const parsed = exportChoicesSchema.safeParse(choices);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${issue?.path.join('.')}: ${issue?.message}`);
}

function formatOf({ to, kindAs, suggestions, print, paper }: ExportFlags): ExportChoicesInput['format'] {
  if (to !== 'docx' && (kindAs || suggestions)) throw new UsageError('--kind-as and --suggestions are for docx only.');
  if (to !== 'pdf' && (print || paper)) throw new UsageError('--print and --paper are for pdf only.');
  if (to === 'docx') return { to, ...(kindAs ? { kindAs } : {}), ...(suggestions ? { suggestions } : {}) };
  if (to === 'pdf') return { to, ...(print ? { print } : {}), ...(paper ? { paper } : {}) };
  return { to };
}

function peopleNamed({ people }: ShownBrief, name: string): string[] {
  const wanted = name.normalize().trim().toLocaleLowerCase('und');
  const found = people.filter((each) => each.name.normalize().toLocaleLowerCase('und') === wanted);
  if (found.length > 0) return found.map(({ id }) => id);
  const names = people.map((each) => each.name).join(', ');
  throw new Refusal('no-such-person', `Nobody in this brief is called “${name}”. Its people are: ${names}.`);
}

function systemZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

function zone(value: string): string {
  if (!isTimeZone(value)) throw new InvalidArgumentError('It must be a time zone, as in Europe/Vienna.');
  return value;
}

function day(value: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(value) || Number.isNaN(Date.parse(value)))
    throw new InvalidArgumentError('It must be a day, as in 2026-03-15.');
  return value;
}

function time(value: string): number {
  const at = /^\d+$/.test(value) ? Number(value) : Date.parse(value);
  if (!Number.isFinite(at) || at < 0) throw new InvalidArgumentError('It must be a time, as in 2026-03-15T08:00:00Z.');
  return at;
}
