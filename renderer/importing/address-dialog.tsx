import { useId, useState } from 'react';
import { Form } from 'react-aria-components';
import { Refusal } from '../../shared/refusal.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { TextField } from '../controls/text-field.tsx';
import { go } from '../route.ts';
import { sentenceOf, useBridge } from '../services.tsx';
import { words } from '../words/words.ts';
import { usePendingImport } from './pending-import.tsx';

/** Asks for the address of a page; fetching it is the only thing that Briefmark ever does with the web by itself. */
export function AddressDialog({ start, onClose }: { start: string; onClose: () => void }) {
  const bridge = useBridge();
  const { begin } = usePendingImport();
  const [address, setAddress] = useState(start);
  const [job, setJob] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [closedHost, setClosedHost] = useState<string>();
  const form = useId();

  async function fetchIt(allowHosts: string[]) {
    if (address.trim() === '' || job) return;
    const name = crypto.randomUUID();
    setJob(name);
    setProblem(undefined);
    setClosedHost(undefined);
    try {
      begin(await bridge.call('import.address', { address: address.trim(), allowHosts, job: name }));
      onClose();
      go({ screen: 'import' });
    } catch (error) {
      const isClosed = error instanceof Refusal && error.code === 'private-address';
      setClosedHost(isClosed ? /^“([^”]+)”/.exec(error.message)?.[1] : undefined);
      setProblem(sentenceOf(error));
    } finally {
      setJob(undefined);
    }
  }

  function close() {
    if (job) void bridge.call('import.stop', { job }).catch(() => undefined);
    onClose();
  }

  return (
    <Dialog
      title={words.importing.addressTitle}
      isOpen
      onOpenChange={(open) => !open && close()}
      actions={
        <>
          <Button onPress={close}>{words.everywhere.cancel}</Button>
          {closedHost && (
            <Button onPress={() => void fetchIt([closedHost])}>{words.importing.allowHost(closedHost)}</Button>
          )}
          <Button look="primary" type="submit" form={form} isPending={job !== undefined}>
            {words.importing.addressFetch}
          </Button>
        </>
      }
    >
      {problem && <Notice look="trouble">{problem}</Notice>}
      <Form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          void fetchIt([]);
        }}
      >
        <TextField
          label={words.importing.address}
          hint={words.importing.addressHint}
          value={address}
          onChange={setAddress}
          maxLength={2000}
          autoFocus
        />
      </Form>
    </Dialog>
  );
}
