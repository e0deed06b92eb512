import { expect, test } from 'vitest';
import { readArticle } from '../../../../../app/services/importing/registry.ts';
import { account } from '../../../../../shared/importing/account.ts';

/* What mail programs and services put around a message, smallest first. */

const HEAD =
  'From: Orla Brandt <orla@harbour.example>\r\nSubject: Berths\r\nMIME-Version: 1.0\r\nMessage-ID: <1@x>\r\n';
const TEXT =
  'The plan works if the Sigrid leaves on the ninth. If she stays we have nobody to put her beside, since the western berth is being dredged until the twentieth, and the eastern one is let to the ferry for as long as the spring tides last.';

const html = (inside: string) =>
  `${HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>${inside}</body></html>`;
const plain = (text: string) => `${HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\n${text}`;

/** What is kept of a mail below its subject, as type and text. */
async function kept(mail: string) {
  const { article } = await readArticle({ name: 'a.eml', bytes: new TextEncoder().encode(mail) });
  expect(account(article).unaccounted).toBe('');
  return article.blocks
    .filter(({ leftOut }) => leftOut === undefined)
    .slice(1)
    .map(({ text }) => text);
}

test.each([
  [
    'Gmail',
    '<span class="gmail_signature_prefix">-- </span><br><div class="gmail_signature">Orla<div>Room 12</div></div>',
  ],
  ['Thunderbird', '<div class="moz-signature">-- <br>Orla, room 12</div>'],
  ['Outlook', '<div id="Signature"><p>Orla, room 12</p></div>'],
])('the card of the sender, as %s marks it, is left out', async (_, card) => {
  expect(await kept(html(`<div>${TEXT}</div>${card}<blockquote>When does she sail?</blockquote>`))).toEqual([
    TEXT,
    'When does she sail?',
  ]);
});

test('a warning above the message is the mail system’s, in any language that has it', async () => {
  for (const warning of [
    'CAUTION: This email originated from outside the organisation. Do not click links.',
    'ACHTUNG: Diese E-Mail stammt von außerhalb der Organisation.',
  ])
    expect(await kept(html(`<p>${warning}</p><p>${TEXT}</p>`))).toEqual([TEXT]);
});

test('a service’s foot is left out with the networks above it; what thanks the reader stays', async () => {
  const foot =
    '<p><a href="https://a.example">Twitter</a> <a href="https://b.example">Facebook</a></p><p>Copyright © 2033 The Letter</p><p>Our mailing address is:</p><p>Lock House 3</p>';
  expect(await kept(html(`<p>${TEXT}</p><p>Thank you for reading.</p>${foot}`))).toEqual([
    TEXT,
    'Thank you for reading.',
  ]);
});

test.each(['12.04.2033 10:15, Ирина Мельник пишет:', 'Op 12 april schreef Piet Zwaan:', 'On Tuesday Piet wrote:'])(
  'a signature ends where the answer to “%s” begins',
  async (intro) => {
    expect(await kept(plain(`${TEXT}\n\n-- \nOrla, room 12\n\n${intro}\n> When does she sail?\n`))).toEqual([
      TEXT,
      intro,
      'When does she sail?',
    ]);
  },
);

test('the head of a message that was sent on is text, its subject’s label too', async () => {
  const head = 'From: Tower\nTo: Duty\nSubject: Fog plan tonight';
  expect((await kept(plain(`${head}\n\n${TEXT}\n`))).join(' ')).toContain('Subject: Fog plan tonight');
});

test('a subject that stands once more above the message is left out', async () => {
  expect(await kept(plain(`Berths\n\n${TEXT}\n`))).toEqual([TEXT]);
});
