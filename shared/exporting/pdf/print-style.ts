import { familiesFor, HANS, type Han } from './print-families.ts';

/** Names of fonts for a style sheet: ours in the order of a country's shapes, between others. */
function fonts(first: string, han: Han, last: string): string {
  const ours = familiesFor(han).map((family) => `"${family}"`);
  return [first, ...ours, last].filter(Boolean).join(',');
}

const textFonts = (han: Han) => fonts('', han, '"Liberation Serif","DejaVu Serif",serif');
const noteFonts = (han: Han) => fonts('"Liberation Sans",Arial,"Noto Sans"', han, 'sans-serif');
const codeFonts = (han: Han) => fonts('"DejaVu Sans Mono",Menlo,Consolas', han, 'monospace');

/** Whatever has shapes of its own says so. */
const OTHER_HANS = HANS.map(
  (han) =>
    `[data-han=${han}]{font-family:${textFonts(han)}}.note [data-han=${han}]{font-family:${noteFonts(han)}}code[data-han=${han}]{font-family:${codeFonts(han)}}`,
).join('\n');

/** How the printed page looks, with the shapes of Chinese characters that most of it has. */
export const printStyle = (han: Han) => `
*{box-sizing:border-box}
html{-webkit-print-color-adjust:exact}
body{margin:0;color:#1c1b19;font:11pt/1.5 ${textFonts(han)};overflow-wrap:anywhere}
h1,h2,h3,h4,h5,h6{break-after:avoid;line-height:1.25;margin:16pt 0 5pt}
h1.title{font-size:24pt;margin:0 0 8pt}
h2{font-size:15pt}h3{font-size:12.5pt}h4,h5,h6{font-size:11pt}
p,ul,ol,blockquote,figure,table,pre{margin:0 0 8pt;orphans:2;widows:2}
li>p,td>p,th>p{margin:0}
.standfirst{font-size:13pt;color:#57534b}
.byline,.caption,.credit,.footnote,.foot{font-size:9pt;color:#57534b}
.pullquote{font-size:15pt;line-height:1.3;border-inline-start:2pt solid #a9a49a;padding-inline-start:10pt}
blockquote{border-inline-start:2pt solid #a9a49a;padding-inline-start:10pt;font-style:italic;margin-inline:0}
figure{margin-inline:0}img{max-width:100%;max-height:200mm;height:auto}.picture{margin-inline-end:1px;border:.75pt dashed #57534b;padding:8pt;font-size:9pt;color:#57534b}
table{border-collapse:collapse;width:calc(100% - 1px);font-size:10pt}tr{break-inside:avoid}
td,th{border:.75pt solid #a9a49a;padding:3pt 6pt;text-align:start;vertical-align:top}
pre{background:#f4f2ec;padding:6pt;font:9pt/1.4 ${codeFonts(han)};white-space:pre-wrap}
hr{border:0;border-top:.75pt solid #a9a49a;margin:14pt 0}
a{color:#1554b5}a.m,nav a{color:inherit;text-decoration:none}.link{color:#1554b5;text-decoration:underline}
.ref{font:600 7pt/1 sans-serif}.ref a{text-decoration:none}
nav{border-block:.75pt solid #a9a49a;padding:6pt 0;margin:0 0 12pt}nav ul{list-style:none;margin:0;padding:0}
nav a{display:flex;justify-content:space-between;gap:12pt}nav .page{min-width:3ch;text-align:end;font-variant-numeric:tabular-nums}
nav .l3{padding-inline-start:12pt}nav .l4,nav .l5,nav .l6{padding-inline-start:24pt}
html[dir=ltr] .margin>*{margin-right:58mm}html[dir=rtl] .margin>*{margin-left:58mm}
.margin>table{width:calc(100% - 58mm - 1px)}
html[dir] .margin>aside{float:inline-end;clear:inline-end;width:52mm;margin:0}
.note{font:8pt/1.35 ${noteFonts(han)};border-inline-start:2pt solid;padding-inline-start:5pt;margin:0 0 7pt}
.endnotes .note{font-size:9pt}
.note p,.note ul,.note ol,.note blockquote{margin:0 0 2pt;font-size:inherit}
.note q{display:block;color:#57534b;font-style:italic}.note time{color:#57534b}
section{margin-top:18pt}
${OTHER_HANS}
`;
