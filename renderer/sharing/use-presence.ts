import { useEffect, useRef, useState } from 'react';
import type { Caret, Presence, Present } from '../../shared/bridge.ts';
import type { BriefId, EntryId } from '../../shared/model/ids.ts';
import { useBridge } from '../services.tsx';

/** Others see where somebody reads at most this often: it must never cost them a keystroke. */
const TELL_EVERY_MS = 400;
/** Somebody who hasn't typed for so long isn't writing any more. */
const WRITING_MS = 4_000;

/** Who else is in a brief, and what they do. */
export function useHere(brief: BriefId): readonly Present[] {
  const bridge = useBridge();
  const [here, setHere] = useState<readonly Present[]>([]);
  useEffect(() => {
    let gone = false;
    const end = bridge.on('presence.changed', (event) => {
      if (event.brief === brief) setHere(event.here);
    });
    bridge.call('presence.here', { brief }).then(
      (first) => !gone && setHere((now) => (now.length > 0 ? now : first)),
      () => {},
    );
    return () => {
      gone = true;
      end();
    };
  }, [bridge, brief]);
  return here;
}

/** Tells the others of what this window shows, while it is there and the brief is shared. */
export class Teller {
  private presence: Presence = {};
  /** Asked for when it is told, so that a keystroke costs nothing. */
  private caretNow: (() => Caret | undefined) | undefined;
  private told = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private writingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell: (presence: Presence) => void) {}

  reading(block: number): void {
    if (this.presence.block !== block) this.set({ ...this.presence, block });
  }

  writing(annotation: EntryId): void {
    clearTimeout(this.writingTimer);
    this.writingTimer = setTimeout(() => this.wrote(), WRITING_MS);
    if (this.presence.writing !== annotation) this.set({ ...this.presence, writing: annotation });
  }

  wrote(): void {
    clearTimeout(this.writingTimer);
    if (!this.presence.writing) return;
    const { writing: _, ...rest } = this.presence;
    this.set(rest);
  }

  /** The caret moved: tells soon where it is by then; undefined where nobody edits any more. */
  caret(now: (() => Caret | undefined) | undefined): void {
    this.caretNow = now;
    this.soon();
  }

  /** Tells all of it once more, as the brief has only now become a shared one. */
  again(): void {
    this.told = '';
    this.tellNow();
  }

  /** Tells no more until there is something new to tell: the window shows another brief. */
  stop(): void {
    clearTimeout(this.timer);
    clearTimeout(this.writingTimer);
    this.timer = undefined;
  }

  private set(presence: Presence): void {
    this.presence = presence;
    this.soon();
  }

  private soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.tellNow();
    }, TELL_EVERY_MS);
  }

  private tellNow(): void {
    const caret = this.caretNow?.();
    const presence = { ...this.presence, ...(caret ? { caret } : {}) };
    const told = JSON.stringify(presence);
    if (told === this.told) return;
    this.told = told;
    this.tell(presence);
  }
}

/** A teller for as long as the component is there. */
export function useTeller(brief: BriefId, isShared: boolean): Teller {
  const bridge = useBridge();
  const shared = useRef(isShared);
  shared.current = isShared;
  const [teller] = useState(
    () =>
      new Teller((presence) => {
        if (shared.current) bridge.call('presence.set', { brief, presence }).catch(() => {});
      }),
  );
  useEffect(() => {
    if (!isShared) return;
    teller.again();
    return () => {
      bridge.call('presence.gone', { brief }).catch(() => {});
    };
  }, [bridge, brief, isShared, teller]);
  useEffect(() => () => teller.stop(), [teller]);
  return teller;
}
