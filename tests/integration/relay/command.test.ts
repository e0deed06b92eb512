import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Relay } from '../../../app/relay/relay.ts';
import { givenCertificate, ownCertificate } from '../../../app/relay/tls.ts';
import { RelayProcess } from '../../support/relay-process.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'briefmark-relay-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function refused(...options: string[]): Promise<{ code: number | null; stderr: string }> {
  const relay = RelayProcess.start(...options);
  const { code } = await relay.ended;
  return { code, stderr: relay.stderr };
}

describe('briefmark relay', () => {
  it('says why it can’t begin, and exits 1', async () => {
    const taken = createServer();
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
    const port = String((taken.address() as AddressInfo).port);
    const file = join(folder, 'file');
    await writeFile(file, 'x');
    const [busy, unwritable, certificate] = await Promise.all([
      refused('--data', join(folder, 'a'), '--port', port),
      refused('--data', file, '--port', '0'),
      refused('--data', join(folder, 'b'), '--port', '0', '--cert', file, '--key', file),
    ]);
    taken.close();
    expect(busy).toEqual({
      code: 1,
      stderr: `briefmark: Port ${port} of 127.0.0.1 is in use by another program. Give another with --port.\n`,
    });
    expect(unwritable.code).toBe(1);
    expect(unwritable.stderr).toContain(file);
    expect(certificate.code).toBe(1);
    expect(certificate.stderr).toContain('can’t be used');
  });

  it.runIf(process.platform === 'linux')('ends also where not even root can make a folder', async () => {
    const { code, stderr } = await refused('--data', '/proc/briefmark/relay', '--port', '0');
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('/proc/briefmark/relay') });
    expect(stderr).toContain('lets nobody make a folder');
  });

  it('keeps a second one away from its folder, and takes the folder of one that was killed', async () => {
    const first = RelayProcess.start('--data', folder, '--port', '0');
    await first.address();
    const second = await refused('--data', folder, '--port', '0');
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('is used by another relay');
    await first.kill();
    const third = RelayProcess.start('--data', folder, '--port', '0');
    await third.address();
    await third.kill();
  });
});

describe('TLS', () => {
  it('with a certificate of its own shows the fingerprint that it told, the same after each start', async () => {
    const certificate = await ownCertificate(folder, '127.0.0.1');
    const relay = await Relay.start({ data: folder, host: '127.0.0.1', port: 0, certificate });
    try {
      const shown = await new Promise<string>((done, failed) => {
        const asked = request(`${relay.address}/healthz`, { rejectUnauthorized: false, agent: false }, (response) => {
          done((response.socket as TLSSocket).getPeerCertificate().fingerprint256);
          response.resume();
        });
        asked.on('error', failed).end();
      });
      expect(shown.replaceAll(':', '').toLowerCase()).toBe(relay.fingerprint);
      const status = await new Promise<number | undefined>((done, failed) => {
        get(`${relay.address}/healthz`, { ca: certificate.cert, agent: false }, (response) => {
          done(response.statusCode);
          response.resume();
        }).on('error', failed);
      });
      expect(status).toBe(200);
    } finally {
      await relay.stop();
    }
    expect((await ownCertificate(folder, '127.0.0.1')).fingerprint).toBe(certificate.fingerprint);
  });

  it('takes a given certificate with its key, and no other', async () => {
    const one = await ownCertificate(join(folder, 'one'), 'example.org');
    const two = await ownCertificate(join(folder, 'two'), 'example.org');
    const [cert, key, other] = ['cert.pem', 'key.pem', 'other.pem'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    await writeFile(cert, one.cert);
    await writeFile(key, one.key);
    await writeFile(other, two.key);
    expect(await givenCertificate(cert, key)).toMatchObject({ fingerprint: one.fingerprint, selfMade: false });
    await expect(givenCertificate(cert, other)).rejects.toMatchObject({ code: 'bad-certificate' });
    await expect(givenCertificate(cert, join(folder, 'none'))).rejects.toMatchObject({ code: 'bad-certificate' });
    // A TLS context takes a key of another kind beside a certificate, and every handshake fails.
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await writeFile(other, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await expect(givenCertificate(cert, other)).rejects.toMatchObject({ code: 'bad-certificate' });
    await writeFile(other, '');
    await expect(givenCertificate(other, key)).rejects.toMatchObject({ code: 'bad-certificate' });
  });
});
