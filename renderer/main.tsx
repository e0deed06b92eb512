import './styles/fonts.ts';
import './styles/tokens.css';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { connectBridge } from './bridge.ts';
import { putCaretAwayBehind } from './caret-behind.ts';
import { addOtherScripts } from './styles/other-scripts.ts';
import { applyTheme, savedTheme } from './theme.ts';
import { formatting } from './words/words.ts';

document.documentElement.lang = formatting.locale;
applyTheme(savedTheme());

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');
putCaretAwayBehind(root);
createRoot(root).render(<App connect={connectBridge} />);
addOtherScripts();
