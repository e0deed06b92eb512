import { KIND_LOOKS } from '../kind-look.ts';

const LIGHT =
  '--paper:#fffdf9;--ink:#1c1b19;--soft:#57534b;--desk:#f4f2ec;--line:#e2ded4;--card:#ffffff;--accent:#1554b5;';
const DARK =
  '--paper:#17181b;--ink:#e9e7e2;--soft:#b0aca4;--desk:#101114;--line:#2c2e33;--card:#1e2023;--accent:#7fb3ff;';

function kinds(dark: boolean): string {
  return KIND_LOOKS.map(
    ({ kind, tint, edge, darkTint, darkEdge }) =>
      `--t-${kind}:${dark ? darkTint : tint};--e-${kind}:${dark ? darkEdge : edge};`,
  ).join('');
}

const KINDS = KIND_LOOKS.map(
  ({ kind, underline }) =>
    `.k-${kind}{--t:var(--t-${kind});--e:var(--e-${kind});--u:${underline};--w:${underline === 'double' ? 3 : 2}px}`,
).join('\n');

/** The style of every HTML file that goes out: light and dark by the system's choice, paper when printed. */
export const STYLE = `
:root{color-scheme:light dark;${LIGHT}${kinds(false)}}
@media (prefers-color-scheme:dark){:root{${DARK}${kinds(true)}}}
@media print{:root{color-scheme:light;${LIGHT}--desk:#fff;--paper:#fff;${kinds(false)}}}
${KINDS}
*{box-sizing:border-box}
html{background:var(--desk);-webkit-text-size-adjust:100%}
body{margin:0;color:var(--ink);font:14px/1.45 system-ui,-apple-system,"Segoe UI",sans-serif;overflow-wrap:anywhere}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.skip{position:absolute;inset-inline-start:-9999px}
.skip:focus{position:static;display:inline-block;padding:8px}
.sheet{max-width:1060px;margin:24px auto;padding:40px 44px 56px;background:var(--paper);border:1px solid var(--line);border-radius:10px}
.marking{margin:0;padding:6px;text-align:center;font-weight:700;letter-spacing:.06em}
.foot{color:var(--soft);font-size:13px}
.article{display:flow-root}
.article>.text{margin-inline-end:340px}
.article>.notes{float:inline-end;clear:inline-end;width:300px;padding-block-start:4px}
.text{font:18px/30px "Source Serif 4",Charter,"Iowan Old Style",Georgia,"Noto Serif","Noto Naskh Arabic",serif}
.text h1{font-size:34px;line-height:1.2;margin:0 0 12px;text-wrap:balance}
.text h2,.text h3,.text h4,.text h5,.text h6{font-size:22px;line-height:1.3;margin:28px 0 8px}
.text h3,.text h4,.text h5,.text h6{font-size:19px}
.text img,.body img{max-width:100%;height:auto}
.text p,.text ul,.text ol,.text blockquote,.text figure,.text .table{margin:0 0 14px}
.text .standfirst{font-size:20px;color:var(--soft)}
.text .byline,.text .caption,.text .credit,.text .footnote{font-size:14px;line-height:1.5;color:var(--soft)}
.text .pullquote{font-size:24px;line-height:1.35;border-inline-start:3px solid var(--line);padding-inline-start:16px}
.text blockquote{border-inline-start:3px solid var(--line);padding-inline-start:16px;font-style:italic}
.text .table,.body{overflow-x:auto}
.text table{border-collapse:collapse;font:15px/1.5 system-ui,sans-serif;font-variant-numeric:tabular-nums}
.text td,.text th{border:1px solid var(--line);padding:4px 10px;text-align:start;vertical-align:top}
.text td p,.text th p,.text li p{margin:0}
.picture{border:1px dashed var(--soft);border-radius:6px;padding:14px;font:14px/1.5 system-ui,sans-serif;color:var(--soft)}
.picture-label{font-weight:600}
pre{overflow-x:auto;padding:10px 12px;border:1px solid var(--line);border-radius:6px;background:var(--desk);font:13px/1.5 ui-monospace,Menlo,Consolas,monospace;overflow-wrap:normal}
hr{border:0;border-top:1px solid var(--line);margin:24px 0}
mark{color:var(--ink);background:var(--t);padding-block:2px 0;border-block-end:var(--w) var(--u) var(--e);-webkit-box-decoration-break:clone;box-decoration-break:clone}
.long{background:none}
mark.resolved{background:none;border-block-end:1px solid var(--soft)}
.ref{font:600 11px/1 system-ui,sans-serif;vertical-align:super;margin-inline-start:1px}
.ref a{text-decoration:none;padding:4px 2px}
.thread{margin:0 0 10px;padding:8px 12px 10px;background:var(--card);border:1px solid var(--line);border-inline-start:4px var(--u) var(--e);border-radius:7px}
.thread:target{outline:2px solid var(--accent)}
.thread p{margin:0 0 6px}
.head{font-weight:600}
.thread>.head{margin-bottom:4px}
.kind{background:var(--t);border-radius:4px;padding:1px 6px}
.back{float:inline-end;text-decoration:none;padding:0 6px}
.about,.by,.to,.state{color:var(--soft);font-size:12px}
.by b{color:var(--ink);font-size:13px}
.to,.state{font-weight:400}
.thread>blockquote{margin:0 0 6px;padding-inline-start:8px;border-inline-start:2px solid var(--e);color:var(--soft);font-family:Charter,Georgia,serif}
.thread>.lost{text-decoration:line-through}
.comment{border-top:1px solid var(--line);padding-top:6px;margin-top:6px}
.body>:last-child{margin-bottom:0}
.body p{margin:0 0 6px}
.body ul,.body ol{margin:0 0 6px;padding-inline-start:22px}
.body blockquote{margin:0 0 6px;padding-inline-start:10px;border-inline-start:2px solid var(--line);color:var(--soft)}
.tags{list-style:none;display:flex;flex-wrap:wrap;gap:4px;margin:0 0 6px;padding:0;font-size:12px;color:var(--soft)}
.tags li{border:1px solid var(--line);border-radius:10px;padding:0 8px}
.listed{display:grid;grid-template-columns:repeat(auto-fill,minmax(300px,1fr));gap:0 16px;align-items:start}
section>h2{font-size:20px;margin:32px 0 10px}
.digest{max-width:820px}
.digest li{margin-bottom:2px}
.digest section>ul>li>a:first-child,.digest .counts a,.digest li>a{display:inline-block;min-width:24px;min-height:24px;line-height:24px}
.digest .counts a{text-align:center}
.digest .counts{border-collapse:collapse}
.digest .counts th,.digest .counts td{border:1px solid var(--line);padding:3px 10px;text-align:start}
@media screen{.long-body{max-height:26em;overflow-y:auto}}
@media screen and (max-width:880px){.sheet{margin:0;padding:20px 16px;border:0;border-radius:0}.article>.text{margin-inline-end:0}.article>.notes{float:none;width:auto;padding-block-end:10px}}
@media print{
@page{margin:18mm 16mm}
body{font-size:9pt}
.sheet{max-width:none;margin:0;padding:0;border:0}
.article>.text{margin-inline-end:38%}.article>.notes{width:35%}
.text{font-size:11pt;line-height:1.5}
.text h1{font-size:20pt}
.thread,figure,tr{break-inside:avoid}
.text h2,.text h3{break-after:avoid}
.skip,.back{display:none}
mark,.kind,.thread{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.appendix{break-before:page}
}
@media (forced-colors:active){mark{background:Mark;color:MarkText;forced-color-adjust:none}}
`.trim();
