import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Relay } from '../../../app/relay/relay.ts';
import { invitationLink, parseInvitationLink } from '../../../shared/relay/invitation-link.ts';
import type { Wire } from '../../support/wire.ts';
import { type BrowserShell, startBrowserShell, startChromium } from './browser-shell.ts';
import { beSomebody, openWindow } from './window.ts';

/** Ann and Bo, each with a browser shell of their own, and a relay; Ann has the sample brief open, Bo his empty library. */
export class TwoWindows {
  private constructor(
    private readonly browser: Browser,
    private readonly shells: readonly BrowserShell[],
    private readonly data: string,
    public relay: Relay,
    private readonly port: number,
    readonly ann: Page,
    readonly bo: Page,
    /** What each page complained about. */
    readonly complaints: readonly string[][],
  ) {}

  static async open(): Promise<TwoWindows> {
    const data = await mkdtemp(join(tmpdir(), 'briefmark-relay-'));
    const [browser, hers, his, relay] = await Promise.all([
      startChromium(),
      startBrowserShell(),
      startBrowserShell(),
      Relay.start({ data, host: '127.0.0.1', port: 0 }),
    ]);
    const [ann, bo] = [
      await openWindow(browser, hers.address),
      await openWindow(browser, his.address, { colorScheme: 'dark' }),
    ];
    const complaints = [ann.complaints, bo.complaints];
    const port = Number(new URL(relay.address).port);
    const two = new TwoWindows(browser, [hers, his], data, relay, port, ann.page, bo.page, complaints);
    await beSomebody(two.ann, 'Ann Okoro');
    await beSomebody(two.bo, 'Bo Tan');
    await two.ann
      .getByRole('button', { name: /sample/i })
      .first()
      .click();
    await two.ann.locator('.article mark').first().waitFor();
    return two;
  }

  /**
   * Ann shares the brief, and Bo joins it in a role.
   *
   * @param line by which Bo reaches the relay, so that a test can cut it
   */
  async shareAs(role: string, line?: Wire): Promise<void> {
    const { ann, bo } = this;
    await ann.getByRole('button', { name: 'Share', exact: true }).click();
    const dialog = ann.getByRole('dialog');
    await dialog.getByLabel('Address of the relay').fill(this.relay.address);
    await dialog.getByRole('button', { name: 'Share' }).click();
    await dialog.getByLabel('Role', { exact: true }).selectOption(role);
    await dialog.getByRole('button', { name: 'Make link' }).click();
    const made = await dialog.getByLabel('Invitation link').inputValue();
    const link = line ? by(line, made) : made;
    await dialog.getByRole('button', { name: 'Close' }).click();
    await bo.getByRole('button', { name: 'Join a brief' }).click();
    await bo.getByRole('dialog').getByLabel('Invitation link').fill(link);
    await bo.getByRole('dialog').getByRole('button', { name: 'Look at it' }).click();
    await bo.getByRole('dialog').getByRole('button', { name: 'Join' }).click();
    await bo.locator('.article mark').first().waitFor();
    await ann.getByRole('button', { name: 'Here now: Bo Tan' }).waitFor();
  }

  /** Starts the relay again where it was, after `relay.stop()`. */
  async startRelay(): Promise<void> {
    this.relay = await Relay.start({ data: this.data, host: '127.0.0.1', port: this.port });
  }

  async close(): Promise<void> {
    await this.browser.close();
    await Promise.all([...this.shells.map((shell) => shell.stop()), this.relay.stop()]);
    await rm(this.data, { recursive: true, force: true });
  }
}

/** An invitation that leads to the relay by a line. */
function by({ port }: Wire, link: string): string {
  const parsed = parseInvitationLink(link);
  if (!parsed) throw new Error(`This is no link: ${link}`);
  return invitationLink({ ...parsed, relay: `http://127.0.0.1:${port}` });
}
