import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Relay } from '../../../app/relay/relay.ts';
import { type Certificate, ownCertificate } from '../../../app/relay/tls.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import { filesUnder } from '../../support/files-under.ts';
import { Analyst } from './analyst.ts';

let folder: string;
let certificate: Certificate;
let relay: Relay;
let ann: Analyst;
let brief: BriefId;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'briefmark-trust-'));
  certificate = await ownCertificate(join(folder, 'relay'), '127.0.0.1');
  relay = await Relay.start({ data: join(folder, 'relay'), host: '127.0.0.1', port: 0, certificate });
  ann = await Analyst.named('Ann Okoro');
  brief = await ann.import();
});
afterEach(async () => {
  await ann.remove();
  await relay.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('a relay with a certificate that it made itself', () => {
  it('is known by the fingerprint in its address, and then in the link', async () => {
    const address = `${relay.address}#${relay.fingerprint}`;
    await ann.services.call('sharing.share', { brief, relay: address });
    await ann.onRelay(brief);
    const { link } = await ann.services.call('sharing.invite', { brief, role: 'commenter' });
    expect(link).toContain(`fingerprint=${relay.fingerprint}`);
    const bo = await Analyst.named('Bo Tan');
    await bo.services.call('sharing.join', { link });
    await bo.onRelay(brief);
    await bo.remove();
  });

  it('is not believed by its word, nor by another fingerprint', async () => {
    const share = (address: string) => ann.services.call('sharing.share', { brief, relay: address });
    await expect(share(relay.address)).rejects.toMatchObject({
      code: 'relay-certificate',
      message: expect.stringContaining('the fingerprint that it logs'),
    });
    await expect(share(`${relay.address}#${'ab'.repeat(32)}`)).rejects.toMatchObject({ code: 'relay-certificate' });
    expect(await ann.services.call('sync.state', { brief })).toBeNull();
    const plain = await Relay.start({ data: join(folder, 'plain'), host: '127.0.0.1', port: 0 });
    await expect(share(plain.address.replace('http:', 'https:'))).rejects.toMatchObject({
      code: 'relay-not-encrypted',
      message: expect.stringContaining('does not speak TLS'),
    });
    await plain.stop();
  });

  it('whose certificate changed is told nothing, and its person why', async () => {
    await ann.services.call('sharing.share', { brief, relay: `${relay.address}#${relay.fingerprint}` });
    await ann.onRelay(brief);
    const { port } = new URL(relay.address);
    await relay.stop();
    // Somebody else stands there now, and writes down all that comes after the handshake.
    const other = await ownCertificate(join(folder, 'other'), '127.0.0.1');
    let said = 0;
    const impostor = createServer({ cert: other.cert, key: other.key }, (socket) => {
      socket.on('data', (bytes) => {
        said += bytes.length;
      });
      socket.on('error', () => {});
    });
    impostor.on('tlsClientError', () => {});
    impostor.listen(Number(port), '127.0.0.1');
    await once(impostor, 'listening');
    const state = await ann.until(brief, (each) => each.state === 'stopped');
    expect(state.why).toContain('another certificate');
    await expect(ann.services.call('sharing.people', { brief })).rejects.toThrow(/another certificate/);
    expect(said).toBe(0);
    impostor.close();
    relay = await Relay.start({ data: join(folder, 'relay'), host: '127.0.0.1', port: Number(port), certificate });
    // The relay is back where it was, and nobody has to press anything.
    await ann.onRelay(brief);
  });
});

describe('a credential', () => {
  it('lies in a file that only its person may read, and in no package', async () => {
    await ann.services.call('sharing.share', { brief, relay: `${relay.address}#${relay.fingerprint}` });
    await ann.onRelay(brief);
    const path = join(ann.home, 'relays', brief, 'link.json');
    const { token } = JSON.parse(await readFile(path, 'utf8'));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const { bytes } = await ann.services.call('brief.package', { brief });
    expect(Buffer.from(bytes, 'base64').includes(token)).toBe(false);
    const files = await filesUnder(join(ann.home, 'library', brief));
    expect(files.size).toBeGreaterThan(0);
    for (const [name, file] of files) expect(file.includes(token), name).toBe(false);
  });
});

describe('a relay of this program itself', () => {
  it('serves others by its address, and is there again after a restart', async () => {
    await mkdir(join(ann.home, 'relay'), { recursive: true });
    await writeFile(join(ann.home, 'relay', 'hosting.json'), JSON.stringify({ host: '127.0.0.1' }));
    const { addresses } = await ann.services.call('sharing.host', { brief });
    await ann.onRelay(brief);
    const { link } = await ann.services.call('sharing.invite', { brief, role: 'commenter' });
    expect(link).toContain('fingerprint=');
    expect(addresses).toEqual([expect.stringMatching(/^https:\/\/127\.0\.0\.1:/)]);
    expect(link).toContain(encodeURIComponent(addresses[0] as string));
    const bo = await Analyst.named('Bo Tan');
    await bo.services.call('sharing.join', { link });
    await bo.annotate(brief, 'four per cent');
    await ann.sees(brief, 1);
    await ann.stop();
    await bo.until(brief, ({ state }) => state === 'offline');
    await ann.start();
    await ann.onRelay(brief);
    await bo.onRelay(brief);
    await bo.remove();
  });
});
