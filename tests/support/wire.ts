import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** The line between one computer and a relay, which a test can cut, slow down, or leave hanging. */
export class Wire {
  private readonly open = new Set<Socket>();
  private isCut = false;
  private isSilent = false;
  /** When each connection was tried, by `performance.now()`. */
  readonly attempts: number[] = [];

  private constructor(
    private readonly server: Server,
    private readonly delay: () => number,
    private readonly heard: (bytes: Buffer) => Buffer,
  ) {}

  /**
   * @param to the port that it leads to, asked anew for each connection
   * @param delay how long each piece takes, in milliseconds
   * @param heard what becomes on the way of what the relay says
   */
  static async to(
    to: () => number,
    delay: () => number = () => 0,
    heard: (bytes: Buffer) => Buffer = (bytes) => bytes,
  ): Promise<Wire> {
    const server = createServer();
    const wire = new Wire(server, delay, heard);
    server.on('connection', (near) => {
      wire.attempts.push(performance.now());
      wire.join(near, to());
    });
    server.listen({ host: '127.0.0.1', port: 0, backlog: 2_000 });
    await once(server, 'listening');
    return wire;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** How many connections there are now. */
  get connections(): number {
    return this.open.size / 2;
  }

  /** Ends every connection, and lets none begin. */
  cut(): void {
    this.isCut = true;
    for (const socket of this.open) socket.destroy();
  }

  /** Ends every connection; new ones may begin at once. */
  shake(): void {
    for (const socket of this.open) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
    this.isSilent = false;
  }

  /** Lets nothing through any more, and doesn't tell: the connections stay half open. */
  silence(): void {
    this.isSilent = true;
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(near: Socket, port: number): void {
    if (this.isCut) {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.open.add(from);
      let after = Promise.resolve();
      from.on('data', (data: Buffer) => {
        const bytes = from === far ? this.heard(data) : data;
        const wait = this.delay();
        after = after.then(async () => {
          if (wait > 0) await new Promise((done) => setTimeout(done, wait));
          if (!this.isSilent && !to.destroyed) to.write(bytes);
        });
      });
      from.on('error', () => {});
      from.on('close', () => {
        this.open.delete(from);
        void after.then(() => to.destroy());
      });
    }
  }
}
