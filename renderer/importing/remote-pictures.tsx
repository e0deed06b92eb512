import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { words } from '../words/words.ts';
import type { RemotePictures } from './use-remote-pictures.ts';

/** More than this many sentences about pictures that didn't come nobody reads. */
const MOST_REASONS = 3;

/** Says which servers the pictures of an import are on, and fetches all of them where its person wants that. */
export function RemotePicturesNotice({
  pictures,
  onPressed,
}: {
  pictures: RemotePictures;
  /** Its button goes away with what it offers, and the keyboard should go to the list. */
  onPressed: () => void;
}) {
  const { addresses, fetching, problem, refused } = pictures;
  const hosts = [...new Set(addresses.map(hostOf))];
  return (
    <>
      {addresses.length > 0 && (
        <div className="import-notice">
          <Notice
            actions={
              fetching.size > 0 ? (
                <Button size="small" onPress={pictures.stop}>
                  {words.importing.stopReading}
                </Button>
              ) : (
                <Button
                  size="small"
                  onPress={() => {
                    pictures.fetch(addresses);
                    onPressed();
                  }}
                >
                  {words.importing.fetchAll(addresses.length)}
                </Button>
              )
            }
          >
            {fetching.size > 0
              ? words.importing.fetchingPictures(fetching.size)
              : words.importing.remotePictures(addresses.length, hosts)}
          </Notice>
        </div>
      )}
      {(problem || refused.length > 0) && (
        <div className="import-notice">
          <Notice look="trouble">
            {problem ?? words.importing.notFetched(refused.length)}{' '}
            {refused.slice(0, MOST_REASONS).map(({ address, why }) => (
              <span key={address} title={address}>
                {why}{' '}
              </span>
            ))}
          </Notice>
        </div>
      )}
    </>
  );
}

/** In the place of a picture that is on the web: its words, where it is, and how to have it. */
export function RemotePicture({
  address,
  alt,
  isFetching,
  onFetch,
}: {
  address: string;
  alt: string;
  isFetching: boolean;
  onFetch: () => void;
}) {
  return (
    <figure className="remote-picture">
      <span dir="auto">{alt || words.importing.pictureNotThere}</span>
      <span className="remote-picture-place">
        {words.importing.pictureAt(hostOf(address))}{' '}
        <button
          type="button"
          title={address}
          disabled={isFetching}
          onClick={(event) => {
            event.stopPropagation();
            onFetch();
          }}
        >
          {isFetching ? words.importing.fetchingPictures(1) : words.importing.fetchPicture}
        </button>
      </span>
    </figure>
  );
}

function hostOf(address: string): string {
  return new URL(address).host;
}
