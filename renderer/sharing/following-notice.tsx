import { Eye } from 'lucide-react';
import { memo } from 'react';
import { useBrief } from '../brief/brief-context.tsx';
import { useCommands } from '../commands/commands.tsx';
import { Button } from '../controls/button.tsx';
import { words } from '../words/words.ts';
import { useSharing } from './sharing-context.tsx';

/** Says plainly that the page scrolls with somebody else, and ends it. */
export const FollowingNotice = memo(function FollowingNotice() {
  const { store } = useBrief();
  const { following, follow } = useSharing();
  useCommands(() => [
    {
      id: 'stop following',
      title: words.sharing.stopFollowing,
      group: 'view',
      keys: ['Escape'],
      enabled: following !== undefined,
      run: () => follow(undefined),
    },
  ]);
  const person = following && store.notes.people.persons.get(following);
  return (
    <div className="following" role="status" data-on={person ? '' : undefined}>
      {person && (
        <p className="following-notice" style={{ borderColor: person.colour }}>
          <Eye aria-hidden />
          <span>{words.sharing.following(person.name)}</span>
          <Button size="small" onPress={() => follow(undefined)}>
            {words.sharing.stopFollowing}
          </Button>
        </p>
      )}
    </div>
  );
});
