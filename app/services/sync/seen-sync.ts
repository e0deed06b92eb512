import type * as Y from 'yjs';
import type { Seen } from '../../../shared/model/unread.ts';
import type { SeenMarks } from '../unread/seen-marks.ts';
import { Replica } from './replica.ts';
import { Room, type RoomDoor } from './room.ts';

const SEEN = 'seen';
/** Stands among the marks where a device has begun, even where there was nothing to mark. No mark has such a name. */
const BEGUN = 'begun';

/** Keeps what a person has seen in step with their other devices, by the room `me`, which only they get into. */
export class SeenSync {
  private readonly room: Room;
  private readonly stopWatching: () => void;

  constructor(door: () => RoomDoor, marks: SeenMarks, now: () => number, trouble: (error: unknown) => void) {
    const takeIn = () => void marks.hear(this.there).catch(trouble);
    this.room = new Room(
      door,
      new Replica(),
      {
        begin: (doc) => doc.getMap(SEEN),
        // What was there before is heard as a whole, when all of it is here.
        arrived: () => this.room.synced && takeIn(),
        synced: () => {
          takeIn();
          this.push(marks.known);
        },
        decided: () => {},
        // What I have read is no loss that anybody must be told of; a room that is full keeps what it has.
        refused: () => this.room.close(),
        relayIsBehind: () => this.room.reset(),
        changed: () => {},
        stopped: () => {},
      },
      now,
    );
    this.stopWatching = marks.watch(() => this.push(marks.known));
  }

  connect(): void {
    this.room.connect();
  }

  close(): void {
    this.stopWatching();
    this.room.close();
  }

  private push(seen: Seen): void {
    if (!this.room.synced) return;
    const { there } = this;
    const fresh = Object.entries(seen).filter(([key, count]) => count > (there?.[key] ?? 0));
    if (there && fresh.length === 0) return;
    this.room.write([], (doc) => {
      const map = doc.getMap(SEEN);
      map.set(BEGUN, 1);
      for (const [key, count] of fresh) map.set(key, count);
    });
  }

  /** What devices have put there, undefined where none has begun; anything else than numbers is nobody's mark. */
  private get there(): Seen | undefined {
    const map: Y.Map<unknown> = this.room.doc.getMap(SEEN);
    if (map.size === 0) return undefined;
    const marks = [...map.entries()].filter(
      (each): each is [string, number] => /^[0-9a-f]{12}$/.test(each[0]) && Number.isSafeInteger(each[1]),
    );
    return Object.fromEntries(marks);
  }
}
