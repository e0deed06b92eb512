import { useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { Bridge, Hello } from '../shared/bridge.ts';
import { ShortOfRoom } from './backups/short-of-room.tsx';
import { Commands } from './commands/commands.tsx';
import { Troubles } from './connection-lost.tsx';
import { Toasts } from './controls/toast.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { FullPage } from './full-page.tsx';
import { HandedInArticles } from './importing/handed-in-articles.tsx';
import { ImportScreen } from './importing/import-screen.tsx';
import { PendingImportProvider } from './importing/pending-import.tsx';
import { LibraryScreen } from './library/library-screen.tsx';
import { SystemNotices } from './notices/system-notices.tsx';
import { HandedIn } from './offline/handed-in.tsx';
import { MeProvider } from './person/me.tsx';
import { Welcome } from './person/welcome.tsx';
import { loadRemembered } from './remembered.ts';
import { useRoute } from './route.ts';
import { Services, sentenceOf } from './services.tsx';
import { OpenBriefs } from './tabs/open-briefs.tsx';
import { TabStrip } from './tabs/tab-strip.tsx';
import { showLast, TabsProvider } from './tabs/tabs-context.tsx';
import { applyTheme, savedTheme } from './theme.ts';
import { formatting, words } from './words/words.ts';
import './app.css';

/** The whole window: connects to the services, asks who works here, and shows one screen after another. */
export function App({ connect }: { connect: () => Promise<Bridge> }) {
  const [connected, setConnected] = useState<{ bridge: Bridge; hello: Hello }>();
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    let gone = false;
    connect()
      .then(async (bridge) => {
        const [hello] = await Promise.all([bridge.call('app.hello', {}), loadRemembered(bridge)]);
        applyTheme(savedTheme());
        showLast();
        return { bridge, hello };
      })
      .then(
        (both) => !gone && setConnected(both),
        (error) => !gone && setProblem(sentenceOf(error)),
      );
    return () => {
      gone = true;
    };
  }, [connect]);

  return (
    <I18nProvider locale={formatting.locale}>
      <ErrorBoundary>
        {problem ? (
          <FullPage title={words.everywhere.noStart} reload>
            {problem}
          </FullPage>
        ) : connected ? (
          <Services bridge={connected.bridge}>
            <div className="app">
              <Troubles />
              <ShortOfRoom />
              <Known hello={connected.hello} />
            </div>
          </Services>
        ) : (
          <FullPage title={words.everywhere.connecting} waiting />
        )}
      </ErrorBoundary>
      <Toasts />
    </I18nProvider>
  );
}

/** Asks once who works here. */
function Known({ hello }: { hello: Hello }) {
  const [person, setPerson] = useState(hello.person);
  if (!person) {
    return (
      <div className="app-screen">
        <Welcome onPerson={setPerson} />
      </div>
    );
  }
  return (
    <MeProvider person={person} shell={hello.capabilities.shell} changed={setPerson}>
      <SystemNotices shell={hello.capabilities.shell} />
      <PendingImportProvider>
        <TabsProvider>
          <Commands>
            <TabStrip />
            <div className="app-screen">
              <OpenBriefs />
              <Screen />
              <HandedIn />
              <HandedInArticles />
            </div>
          </Commands>
        </TabsProvider>
      </PendingImportProvider>
    </MeProvider>
  );
}

/** What is shown where it isn't a brief. */
function Screen() {
  const route = useRoute();
  switch (route.screen) {
    case 'brief':
      return null;
    case 'import':
      return <ImportScreen />;
    case 'join':
      return <LibraryScreen view="library" join={route.link} />;
    default:
      return <LibraryScreen view={route.screen} searching={route.screen === 'library' && route.searching === true} />;
  }
}
