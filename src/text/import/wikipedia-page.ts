/** Divides the plain-text extract of a page, as MediaWiki writes it, into sections of readable prose. */

export interface Section {
  /** Null above the first heading. */
  heading: string | null;
  /** Paragraphs, separated by empty lines. */
  text: string;
}

/** Numbers of parts that were left out of a page. */
export interface Omissions {
  /** Sections of references, links and the like. */
  apparatus: number;
  formulas: number;
}

/** Headings of sections without prose, in the languages that a class is likely to read. */
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
 * Sections of an extract (`explaintext=1`, headings as `== Heading ==`). Sections without prose (references, links) are left out together with
 * their subsections; a formula is replaced by `formulaMark`.
 */
export function sectionsOf(extract: string): { sections: Section[]; omitted: Omissions } {
  const { text, formulas } = withoutFormulas(extract);
  const omitted: Omissions = { apparatus: 0, formulas };
  const sections: Section[] = [];
  let heading: string | null = null;
  let paragraphs: string[] = [];
  /** Level of the section without prose that we are in; 0 outside. */
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

/** Replaces a formula, so that the sentence around it can be recognised as broken. */
export const formulaMark = '\ue000';

const formulaStart = '{\\displaystyle';

/**
 * An extract contains a formula twice: its characters on separate indented lines, then its TeX in `{\displaystyle …}`. Both are removed, with the
 * line breaks around them, so that the sentence is on one line again.
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
    // One line break ends the markup of the formula; a second one begins a paragraph.
    at = end + /^(?:[ \t]{0,8}\n[ \t]{0,8}\n?)?/.exec(extract.slice(end, end + 20))![0].length;
    formulas++;
  }
  return { text: text + extract.slice(at), formulas };
}

/** Where the blank or indented lines above `start` begin, which hold the characters of a formula; not before `from`. */
function beginOfIndented(extract: string, from: number, start: number): number {
  let begin = start;
  while (begin > from) {
    const line = extract.lastIndexOf('\n', begin - 1) + 1;
    if (line <= from || !/^(?:\s*$| {2})/.test(extract.slice(line, begin))) break;
    begin = line - 1;
  }
  return begin;
}

/** The position after the brace that closes the one at `start`, without counting escaped braces; if none does, the end of the line. */
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
