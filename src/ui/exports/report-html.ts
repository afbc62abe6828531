/** A page of HTML that stands alone: no script, nothing from the network, and every text escaped. */
import { escapeMarkup } from './markup.ts';

export interface ReportTable {
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

/** A part of a report as plain data; whoever writes it cannot put markup in. */
export interface ReportSection {
  title: string;
  sentences?: readonly string[];
  /** A text in which spaces count. */
  code?: string;
  table?: ReportTable;
  /** Drawings that `chartSvg` made. */
  drawings?: readonly string[];
}

const style = `
:root { color-scheme: light; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #14202b; background: #fbfcfc;
  font: 15px/1.5 system-ui, "Segoe UI", "Liberation Sans", Arial, "PingFang SC", "Noto Sans CJK SC", sans-serif;
  font-variant-numeric: tabular-nums; }
h1 { font: 600 1.75rem/1.2 Palatino, Georgia, "Liberation Serif", "Songti SC", "Noto Serif CJK SC", serif; }
h2 { margin-top: 2rem; font-size: 1.0625rem; }
.n { white-space: nowrap; overflow-wrap: normal; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 13px; }
th, td { padding: .25rem .75rem .25rem 0; border-top: 1px solid #d5dcde; text-align: start; vertical-align: top;
  overflow-wrap: anywhere; }
th { color: #45535e; font-weight: 500; white-space: nowrap; }
pre { padding: .75rem; border: 1px solid #d5dcde; background: #f1f4f4; white-space: pre-wrap; overflow-wrap: anywhere; }
svg { max-width: 100%; height: auto; margin: 0 0 1rem; border: 1px solid #d5dcde; }
@media print { body { margin: 0; } h2 { break-after: avoid; } svg, tr { break-inside: avoid; } }
`;

const paragraph = (text: string) => `<p>${escapeMarkup(text)}</p>`;

/** Numbers are not broken into two lines. */
const isNumber = (cell: string) => /^[\d.,:<>+−–e-]+$/.test(cell);

function tableHtml({ head, rows }: ReportTable): string {
  const cells = (row: readonly string[], name: 'td' | 'th') =>
    row.map((cell) => `<${name}${isNumber(cell) ? ' class="n"' : ''}>${escapeMarkup(cell)}</${name}>`).join('');
  const body = rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n');
  return `<div class="scroll"><table><thead><tr>${cells(head, 'th')}</tr></thead>\n<tbody>${body}</tbody></table></div>`;
}

function sectionHtml({ title, sentences = [], code, table, drawings = [] }: ReportSection): string {
  return [
    `<section><h2>${escapeMarkup(title)}</h2>`,
    ...sentences.map(paragraph),
    ...(code === undefined ? [] : [`<pre>${escapeMarkup(code)}</pre>`]),
    ...(table ? [tableHtml(table)] : []),
    ...drawings,
    '</section>',
  ].join('\n');
}

/** `language`: a BCP 47 tag. */
export function reportHtml(
  language: string,
  title: string,
  sentences: readonly string[],
  sections: readonly ReportSection[],
): string {
  return `<!doctype html>
<html lang="${escapeMarkup(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeMarkup(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeMarkup(title)}</h1>
${sentences.map(paragraph).join('\n')}
${sections.map(sectionHtml).join('\n')}
</main>
</body>
</html>
`;
}
