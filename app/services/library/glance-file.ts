import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as Y from 'yjs';
import { z } from 'zod';
import { ArticleReader } from '../../../shared/article/article-reader.ts';
import { titleOf } from '../../../shared/article/blocks.ts';
import { BODY, META } from '../../../shared/article/shared-article.ts';
import type { GlancedBrief } from '../../../shared/bridge/brief.ts';
import { parseEntry } from '../../../shared/model/entry.ts';
import { glancesOf, glancesSchema } from '../../../shared/model/glance.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import { isAboutPeople, type Person } from '../../../shared/model/people.ts';
import type { Brief } from '../brief/brief.ts';
import { readMeta } from '../brief/meta.ts';
import { readJson, replaceFile } from '../disk.ts';
import { damagedFolder, damageIn } from '../log/damage.ts';
import { readKeyframe } from '../log/keyframe.ts';
import { FILES, leftOutSchema, readBriefFolder } from './brief-folder.ts';
import { Drafts } from './drafts.ts';

/*
 * What a brief's article shows of its annotations, kept beside the log when the brief is closed: a cache. With the
 * newest keyframe it is all that the first screen of an opening needs, while the log with thousands of entries is still
 * read. It holds nothing that anybody said, and nothing that is private.
 */

/** Counts the ways in which they have been written: another number is no file of ours, and another one is made. */
const FORMAT = 2;
/** Of whatever format. */
const GLANCE = /^glance-[\d-]+\.json$/;

const fileSchema = z.object({ people: z.array(z.unknown()), highlights: glancesSchema });

/** The state of a log that a glance tells of: another number or another size is another state. */
export interface LogState {
  /** The number of the last record. */
  n: number;
  bytes: number;
}

/** Keeps what a brief's article shows, unless that is there already, and forgets what it showed before. */
export async function writeGlance(folder: string, brief: Brief, log: LogState): Promise<void> {
  const name = nameOf(log);
  if (await stat(join(folder, name)).catch(() => undefined)) return;
  const people = [...brief.notes.entries.values()].filter(isAboutPeople);
  const highlights = glancesOf(brief.notes.annotations, brief.placements);
  await forgetGlances(folder);
  await replaceFile(join(folder, name), JSON.stringify({ people, highlights }), 'The brief');
}

/** Forgets what a brief's article shows: something was erased. */
export async function forgetGlances(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (GLANCE.test(name)) await rm(join(folder, name), { force: true });
}

/** What a closed brief's folder tells at a glance; undefined where its log has to be read first. */
export function readGlance(folder: string, id: BriefId, me: Person): Promise<GlancedBrief | undefined> {
  // Whatever is wrong with it, the opening that follows tells it to a person.
  return glance(folder, id, me).catch(() => undefined);
}

async function glance(folder: string, id: BriefId, me: Person): Promise<GlancedBrief | undefined> {
  const { identity, marker } = await readBriefFolder(folder, id);
  const { keyframe, damage } = await readKeyframe(folder, marker);
  if (!keyframe || damage.length > 0) return undefined;
  const { size } = await stat(join(folder, FILES.log));
  // With as many records as the keyframe knows of, the article is the one that it holds.
  const parsed = fileSchema.safeParse(await readJson(join(folder, nameOf({ n: keyframe.n, bytes: size }))));
  if (!parsed.success) return undefined;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, keyframe.text);
  const article = new ArticleReader(doc.getXmlFragment(BODY)).read();
  const { language, direction } = readMeta(doc.getMap(META));
  const sentences = await damageIn(folder);
  return {
    id,
    founder: identity.founder,
    me,
    title: titleOf(article),
    language,
    direction,
    article: article.toJSON(),
    leftOut: leftOutSchema.catch([]).parse(await readJson(join(folder, FILES.leftOut))),
    drafts: [...(await Drafts.open(folder)).all],
    undo: {},
    ...(sentences.length > 0 ? { damage: { sentences, folder: damagedFolder(folder) } } : {}),
    people: parsed.data.people.flatMap((value) => {
      const entry = parseEntry(value);
      return entry.ok ? [entry.entry] : [];
    }),
    highlights: parsed.data.highlights,
  };
}

function nameOf({ n, bytes }: LogState): string {
  return `glance-${FORMAT}-${n}-${bytes}.json`;
}
