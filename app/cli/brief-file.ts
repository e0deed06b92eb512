import { actionSchema } from '../../shared/model/action.ts';
import { showBrief } from '../../shared/shown.ts';
import { payloadsFor } from '../services/brief/actions.ts';
import { acceptSuggestion, planAcceptance } from '../services/brief/suggesting.ts';
import { carried, uncarried } from '../services/exporting/carried-brief.ts';
import { makeExport } from '../services/exporting/make-export.ts';
import { readOnce } from '../services/importing/in-thread.ts';
import { planElsewhere } from '../services/importing-annotations/plan-elsewhere.ts';
import { planReview } from '../services/importing-comments/plan-review.ts';
import { planCarryOver } from '../services/offline/carry-over.ts';
import { readPackage } from '../services/package/package.ts';
import { briefFile } from './changing-file.ts';
import type { CommandLine } from './command-line.ts';
import type { NamedBrief } from './named-brief.ts';
import { offlineInFile } from './offline-in-file.ts';
import { updateFile } from './update-file.ts';
import { UsageError } from './usage.ts';

/** A brief in a `.brief` file, which stays whole and keeps its history, whatever happens. */
export function briefInFile(command: CommandLine, path: string): NamedBrief {
  const file = briefFile(command, path);
  const { read, act, append } = file;
  return {
    async show() {
      const { brief, leftOut, notVerified } = await read();
      return { shown: showBrief(brief, leftOut), notShown: { unknown: brief.unknown.size, notVerified } };
    },

    async change(as, make) {
      const { packaged, entries } = await act(as, async ({ brief, leftOut }, author) => {
        const text = async () => brief.index.text;
        const action = actionSchema.parse(await make({ shown: showBrief(brief, leftOut), text }));
        const by = await author();
        if (action.do === 'accept-suggestion') {
          return acceptSuggestion(brief, planAcceptance(brief, action.comment, by.person.id), by, command.now());
        }
        return brief.append(payloadsFor(action, brief, by.person.id), by, command.now());
      });
      return { shown: showBrief(packaged.brief, packaged.leftOut), entries };
    },

    async importComments(as, word, preview) {
      const reviewed = await readOnce('review', word);
      const { made } = await append(as, async ({ brief }, author) => {
        const plan = planReview(brief, reviewed, (await author()).person.id);
        return { ...plan, payloads: preview ? [] : plan.payloads };
      });
      return { steps: made.steps, receipt: made.receipt };
    },

    async importAnnotations(as, { name, bytes }, preview) {
      const { brief: there } = await read();
      const elsewhere = await readOnce('annotations', { name, bytes, placedIn: there.index.text.text });
      const { made } = await append(as, async ({ brief }) => {
        const plan = planElsewhere(brief, elsewhere);
        return { ...plan, payloads: preview ? [] : plan.payloads };
      });
      return made.receipt;
    },

    async carryOver(as, { name, bytes }, preview) {
      const other = readPackage(bytes, name).brief;
      const { made } = await append(as, async ({ brief }) => {
        const plan = planCarryOver(brief, other);
        return { ...plan, payloads: preview ? [] : plan.payloads };
      });
      return made.receipt;
    },

    ...offlineInFile(command, file),

    update: (as, other, preview) => updateFile(command, file, as, other, preview),

    async export(choose, now) {
      const { brief, leftOut, images } = await read();
      const options = { ...choose(showBrief(brief, leftOut)), now };
      if (options.private)
        throw new UsageError('--private is for briefs of your library: a .brief file holds nothing private.');
      return { ...(await makeExport(uncarried(carried(brief, images)), options)), id: brief.id, options };
    },
  };
}
