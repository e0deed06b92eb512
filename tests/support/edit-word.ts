import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** A Word file with some of its parts changed, as somebody's program might have done it. */
export function editedWord(bytes: Uint8Array, edits: Record<string, (xml: string) => string | undefined>): Uint8Array {
  const parts = unzipSync(bytes);
  for (const [name, edit] of Object.entries(edits)) {
    const xml = edit(strFromU8(parts[name] ?? new Uint8Array()));
    if (xml === undefined) delete parts[name];
    else parts[name] = strToU8(xml);
  }
  return zipSync(parts);
}

interface AddedComment {
  author: string;
  words: string;
  /** The `w:id` of the comment that it answers. */
  answers?: string;
  /** The words of the document that it is put on, which must stand in one run. */
  on?: string;
}

/** The file after somebody commented in Word. */
export function withComment(bytes: Uint8Array, { author, words, answers, on }: AddedComment): Uint8Array {
  const id = '9001';
  const paraId = '7A000001';
  const parent = answers && paraIdOf(bytes, answers);
  const comment = `<w:comment w:id="${id}" w:author="${author}" w:initials="X" w:date="2026-05-01T10:00:00Z"><w:p w14:paraId="${paraId}"><w:r><w:t>${words}</w:t></w:r></w:p></w:comment>`;
  const extended = `<w15:commentEx w15:paraId="${paraId}"${parent ? ` w15:paraIdParent="${parent}"` : ''} w15:done="0"/>`;
  const mark = `<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`;
  return editedWord(bytes, {
    'word/comments.xml': (xml) => xml.replace('</w:comments>', `${comment}</w:comments>`),
    'word/commentsExtended.xml': (xml) => xml.replace('</w15:commentsEx>', `${extended}</w15:commentsEx>`),
    'word/document.xml': (xml) =>
      answers
        ? xml
            .replace(`<w:commentRangeStart w:id="${answers}"/>`, `$&<w:commentRangeStart w:id="${id}"/>`)
            .replace(`<w:commentRangeEnd w:id="${answers}"/>`, `$&${mark}`)
        : onWords(xml, on ?? '', `<w:commentRangeStart w:id="${id}"/>`, mark),
  });
}

function onWords(xml: string, words: string, start: string, end: string): string {
  const text = (part: string) => (part ? `<w:r><w:t xml:space="preserve">${part}</w:t></w:r>` : '');
  return xml.replace(/<w:r>(?:(?!<\/w:r>).)*?<w:t xml:space="preserve">([^<]*)<\/w:t><\/w:r>/g, (run, all: string) => {
    const at = all.indexOf(words);
    if (at < 0) return run;
    return text(all.slice(0, at)) + start + text(words) + end + text(all.slice(at + words.length));
  });
}

/** The id of a comment's last paragraph. */
export function paraIdOf(bytes: Uint8Array, id: string): string {
  const xml = strFromU8(unzipSync(bytes)['word/comments.xml'] as Uint8Array);
  const comment = new RegExp(`<w:comment w:id="${id}".*?</w:comment>`, 's').exec(xml)?.[0] ?? '';
  return [...comment.matchAll(/w14:paraId="([0-9A-F]+)"/g)].at(-1)?.[1] ?? '';
}
