import { randomUUID } from 'node:crypto';
import { BrowserWindow, type Session, session } from 'electron';
import { PAGE_SCHEME } from '../../shared/desktop-shell.ts';
import { Refusal } from '../../shared/refusal.ts';
import { LOAD_FACES, MARGINS, MOST_PRINTING_MS, PAPERS, type Print } from '../services/exporting/pdf/printer.ts';
import { forbidPermissions } from './permissions.ts';

/** Without `persist:` before it, so it leaves nothing on the disk. */
const PARTITION = 'printing';
/** An origin apart from that of the program's own page. */
const PRINT_ADDRESS = `${PAGE_SCHEME}://print/`;
/** The page carries all that it shows. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox";

/**
 * Electron's own way to print, so that the desktop shell needs no Chromium beside it: a window that nobody sees, with
 * nothing of ours in it but the page, in a session that reaches nothing else.
 */
export function printInWindows(): Print {
  /** What is being printed, by its address. */
  const pages = new Map<string, string>();
  let own: Session | undefined;
  return async (page, paper, signal) => {
    signal?.throwIfAborted();
    own ??= sessionFor(pages);
    const address = PRINT_ADDRESS + randomUUID();
    pages.set(address, page.html);
    const window = new BrowserWindow({
      show: false,
      webPreferences: {
        session: own,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        javascript: false,
        webviewTag: false,
        spellcheck: false,
        devTools: false,
      },
    });
    const print = async () => {
      await window.loadURL(address);
      const tools = window.webContents.debugger;
      tools.attach();
      await tools.sendCommand('Runtime.evaluate', LOAD_FACES);
      return window.webContents.printToPDF({
        pageSize: PAPERS[paper],
        margins: MARGINS,
        printBackground: true,
        displayHeaderFooter: true,
        headerTemplate: page.header,
        footerTemplate: page.footer,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
      });
    };
    try {
      return await unlessStopped(print(), window, signal);
    } finally {
      pages.delete(address);
      window.destroy();
    }
  };
}

/** A session in which nothing can be asked for but the pages that are being printed. */
function sessionFor(pages: ReadonlyMap<string, string>): Session {
  const own = session.fromPartition(PARTITION, { cache: false });
  own.setSpellCheckerEnabled(false);
  forbidPermissions(own);
  own.on('will-download', (event) => event.preventDefault());
  own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !pages.has(url) && !url.startsWith('data:') }));
  own.protocol.handle(PAGE_SCHEME, ({ url }) => {
    const html = pages.get(url);
    if (html === undefined) return new Response(null, { status: 404 });
    return new Response(html, {
      headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': POLICY },
    });
  });
  return own;
}

/** A printing, unless it is stopped, hangs, or its window's process dies: of those it may never tell itself. */
function unlessStopped<T>(printing: Promise<T>, window: BrowserWindow, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const limit = AbortSignal.timeout(MOST_PRINTING_MS);
    const fail = () =>
      reject(
        new Refusal(
          'printing-failed',
          'The PDF could not be printed. Try again; if that doesn’t help, export to HTML and print that.',
        ),
      );
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    limit.addEventListener('abort', fail, { once: true });
    window.webContents.once('render-process-gone', fail);
    printing.then(resolve, reject);
  });
}
