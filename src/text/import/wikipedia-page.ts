/** A page's plain-text extract, as MediaWiki writes it, taken apart into sections of readable prose. */

export interface Section {
  /** Null above the first heading. */
  heading: string | null;
  /** Paragraphs with an empty line between. */
  text: string;
}

/** What was left out of a page. */
export interface Omissions {
  /** Sections of references, links and the like. */
  apparatus: number;
  formulas: number;
}

/** Sections that hold no prose, in the languages that a class is likely to read. */
const apparatus = new Set(
  (
    'references|notes|notes and references|footnotes|citations|sources|bibliography|further reading|external links|see also|works cited|' +
    'einzelnachweise|literatur|weblinks|siehe auch|anmerkungen|quellen|' +
    'références|notes et références|bibliographie|liens externes|voir aussi|annexes|articles connexes|' +
    'referencias|véase también|enlaces externos|bibliografía|notas|' +
    'note|bibliografia|voci correlate|altri progetti|collegamenti esterni|' +
    'przypisy|zobacz też|linki zewnętrzne|uwagi|' +
    '参考文献|參考文獻|参考资料|參考資料|参见|參見|外部链接|外部連結|注释|註釋|脚注|腳註|延伸阅读|延伸閱讀|相关条目|相關條目|' +
    '出典|関連項目|外部リンク|примечания|литература|ссылки|см. также'
  ).split('|'),
);

const headingLine = /^(={2,6})\s*(.+?)\s*\1\s*$/;

/**
 * Sections of an extract (`explaintext=1`, headings as `== Heading ==`). Apparatus goes with the sections below it; a formula leaves
 * `formulaMark` in its place.
 */
export function sectionsOf(extract: string): { sections: Section[]; omitted: Omissions } {
  const { text, formulas } = withoutFormulas(extract);
  const omitted: Omissions = { apparatus: 0, formulas };
  const sections: Section[] = [];
  let heading: string | null = null;
  let paragraphs: string[] = [];
  /** Level of the apparatus that we are in; 0 outside. */
  let leftOut = 0;
  const finish = () => {
    if (paragraphs.length > 0) sections.push({ heading, text: paragraphs.join('\n\n') });
    paragraphs = [];
  };
  for (const line of text.split('\n')) {
    const found = headingLine.exec(line.trim());
    if (found) {
      finish();
      const level = found[1]!.length;
      if (leftOut === 0 || level <= leftOut) {
        heading = found[2]!;
        leftOut = apparatus.has(heading.toLowerCase()) ? level : 0;
        if (leftOut > 0) omitted.apparatus++;
      }
    } else if (leftOut === 0 && line.trim() !== '') {
      paragraphs.push(line.trim().replace(/\s+/g, ' '));
    }
  }
  finish();
  return { sections, omitted };
}

/** Stands where a formula was, so that the sentence around it can be recognised as broken. */
export const formulaMark = '\ue000';

const formulaStart = '{\\displaystyle';

/**
 * An extract gives a formula twice: its characters on indented lines of their own, then its TeX in `{\displaystyle …}`. Both go, with the
 * line breaks around them, so that the sentence stands on one line again.
 */
function withoutFormulas(extract: string): { text: string; formulas: number } {
  let text = '';
  let formulas = 0;
  let at = 0;
  for (;;) {
    const start = extract.indexOf(formulaStart, at);
    if (start < 0) break;
    const end = endOfBraces(extract, start);
    text += extract.slice(at, beginOfIndented(extract, at, start)).trimEnd() + formulaMark;
    // the line break that ends the formula's own markup; one more begins a paragraph
    at = end + /^(?:[ \t]{0,8}\n[ \t]{0,8}\n?)?/.exec(extract.slice(end, end + 20))![0].length;
    formulas++;
  }
  return { text: text + extract.slice(at), formulas };
}

/** Where the lines above `start` that are blank or indented begin: the characters of a formula; not before `from`. */
function beginOfIndented(extract: string, from: number, start: number): number {
  let begin = start;
  while (begin > from) {
    const line = extract.lastIndexOf('\n', begin - 1) + 1;
    if (line <= from || !/^(?:\s*$| {2})/.test(extract.slice(line, begin))) break;
    begin = line - 1;
  }
  return begin;
}

/** Past the brace that closes the one at `start`, escaped braces not counted; past the line where none closes it. */
function endOfBraces(extract: string, start: number): number {
  let depth = 0;
  for (let i = start; i < extract.length; i++) {
    if (extract[i] === '\\') i++;
    else if (extract[i] === '{') depth++;
    else if (extract[i] === '}' && --depth === 0) return i + 1;
  }
  const lineEnd = extract.indexOf('\n', start);
  return lineEnd < 0 ? extract.length : lineEnd;
}
