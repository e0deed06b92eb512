import { useEffect, useState } from 'react';
import type { BackupPlace } from '../../shared/offline/backups.ts';
import { Button } from '../controls/button.tsx';
import { ChoiceField } from '../controls/fields.tsx';
import { Notice } from '../controls/notice.tsx';
import { TextField } from '../controls/text-field.tsx';
import { showToast } from '../controls/toast.tsx';
import { useCall } from '../services.tsx';
import { formatting, words } from '../words/words.ts';

const MB = 1_000_000;
/** From a small stick to a disk of one's own. */
const SIZES = [100, 250, 500, 1_000, 2_000, 5_000, 20_000].map((megabytes) => megabytes * MB);

/** Where backups are kept, and how much they may take. */
export function BackupPlaceForm({
  made,
}: {
  /** Counts the backups that were made while it is shown. */ made: number;
}) {
  const { run, busy, problem } = useCall('offline.backupSettings');
  const choosing = useCall('offline.chooseBackupFolder');
  const hello = useCall('app.hello');
  const [place, setPlace] = useState<BackupPlace>();
  const [folder, setFolder] = useState('');
  const [mayChoose, setMayChoose] = useState(false);
  const { backups } = words;
  const take = (now: BackupPlace) => {
    setPlace(now);
    setFolder(now.folder);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: each backup takes room.
  useEffect(() => {
    void run({}).then((now) => now && take(now));
  }, [run, made]);
  const { run: sayHello } = hello;
  useEffect(() => {
    void sayHello({}).then((answer) => setMayChoose(answer?.capabilities.chooseFolder === true));
  }, [sayHello]);

  async function keepIn(chosen: Promise<BackupPlace | null | undefined>) {
    const now = await chosen;
    if (!now) return;
    take(now);
    showToast({ text: backups.folderChanged(now.folder) });
  }

  if (!place) return null;
  const sizes = [...new Set([...SIZES, place.mostBytes])].sort((a, b) => a - b);
  const trouble = problem ?? choosing.problem;
  return (
    <section className="backups-place" aria-label={backups.settings}>
      <h3>{backups.settings}</h3>
      <form
        className="backups-folder"
        onSubmit={(event) => {
          event.preventDefault();
          if (folder !== place.folder) void keepIn(run({ folder }));
        }}
      >
        <TextField label={backups.folder} hint={backups.folderHint} value={folder} onChange={setFolder} dir="ltr" />
        {mayChoose && (
          <Button isPending={choosing.busy} onPress={() => void keepIn(choosing.run({}))}>
            {backups.chooseFolder}
          </Button>
        )}
        {folder !== place.folder && (
          <Button type="submit" isPending={busy} isDisabled={folder.trim() === ''}>
            {backups.useFolder}
          </Button>
        )}
      </form>
      <div className="backups-room">
        <ChoiceField
          label={backups.most}
          value={String(place.mostBytes)}
          options={sizes.map((size) => ({ value: String(size), label: formatting.bytes(size) }))}
          onChange={(size) => void run({ mostBytes: Number(size) }).then((now) => now && take(now))}
        />
        <p>
          {backups.used(formatting.bytes(place.usedBytes), formatting.bytes(place.mostBytes))}{' '}
          {place.freeBytes === null ? backups.unreachable : backups.free(formatting.bytes(place.freeBytes))}
        </p>
      </div>
      {trouble && <Notice look="trouble">{trouble}</Notice>}
    </section>
  );
}
