/** Imports Wikipedia pages by title through the public MediaWiki API. Only this importer uses the network, and only if the user asks for it. */

import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { z } from '../../util/zod.ts';
import type { Corpus } from '../corpus/corpus.ts';
import { passagesOf } from '../corpus/passages.ts';
import { splitSentences } from '../corpus/sentences.ts';
import { slugOf } from '../corpus/slug.ts';
import { CorpusBuilder } from './build.ts';
import type { ImportResult } from './types.ts';
import { formulaMark, sectionsOf } from './wikipedia-page.ts';

export const maxTitles = 500;
/** Bytes of one response. The longest articles have about 1 MB of plain text. */
const maxBytes = 5_000_000;
const secondsPerPage = 30;

export interface WikipediaOptions {
  /** Stops the import, which then throws `cancelled`. */
  signal?: AbortSignal;
  /** Called after each page. */
  onProgress?: (done: number, total: number, title: string) => void;
  /** Address of the server with `/w/api.php` and `/wiki/`; absent: the Wikipedia of the language. */
  baseUrl?: string;
}

/**
 * Reads the titles that a user typed or pasted, one per line; empty lines and repeated titles are left out. The address of a page
 * (`https://en.wikipedia.org/wiki/…`) is read as its title.
 *
 * @throws RetrogradError `bad-option`: the message names the line; an address in another language, characters that no title has, too many titles
 */
export function wikipediaTitles(text: string, language: string): string[] {
  const titles = new Set<string>();
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const title = titleOf(line.trim(), language, i + 1)
      .replaceAll('_', ' ')
      .trim();
    if (title === '') continue;
    const forbidden = /[#<>[\]|{}\p{Cc}\ufffd]/u.exec(title)?.[0];
    if (forbidden) {
      throw new RetrogradError(
        'bad-option',
        sentence`Line ${i + 1}: “${title.slice(0, 100)}” is no title of a page (“${forbidden}” cannot be in one). Give one title a line.`,
      );
    }
    titles.add(title);
  }
  if (titles.size > maxTitles) {
    throw new RetrogradError(
      'bad-option',
      sentence`${titles.size} titles are too many to ask Wikipedia for: give at most ${maxTitles}.`,
    );
  }
  return [...titles];
}

function titleOf(line: string, language: string, number: number): string {
  const address = /^https?:\/\/([a-z-]+)(?:\.m)?\.wikipedia\.org\/wiki\/([^?#]*)/i.exec(line);
  if (!address) return line;
  if (address[1]!.toLowerCase() !== language) {
    throw new RetrogradError(
      'bad-option',
      sentence`Line ${number}: the address is of the Wikipedia in “${address[1]}”, not in “${language}”. Choose that language, or give the title in this one.`,
    );
  }
  try {
    return decodeURIComponent(address[2]!);
  } catch (cause) {
    throw new RetrogradError(
      'bad-option',
      sentence`Line ${number}: the address cannot be read. Give the title of the page.`,
      {
        cause,
      },
    );
  }
}

/**
 * Makes a corpus of pages. Each section is cut into passages of about a hundred words; their title is the page's title with the section's
 * heading, and their subject is the page. Pages that are missing, only list meanings, or have no text are counted in `skipped`.
 *
 * @param language code of a Wikipedia: `en`, `zh`, `simple`, …
 * @throws RetrogradError `bad-option`: no titles, or no such code; `network-failed`: not reached, refused, too many questions, or an answer
 *   that is no MediaWiki's; `bad-corpus`: no page gave text; `cancelled`
 */
export async function importWikipedia(
  titles: readonly string[],
  language: string,
  { signal, onProgress, baseUrl = `https://${language}.wikipedia.org` }: WikipediaOptions = {},
): Promise<ImportResult> {
  if (!/^[a-z]{2,12}(-[a-z]{2,12})*$/.test(language)) {
    throw new RetrogradError(
      'bad-option',
      sentence`“${language}” is no language of Wikipedia: use a code such as en or zh.`,
    );
  }
  if (titles.length === 0) throw new RetrogradError('bad-option', sentence`No title is given: write one title a line.`);
  const written = language === 'simple' ? 'en' : language;
  const builder = new CorpusBuilder({ name: 'Wikipedia', files: new Map() }, { language: written }, 0);
  const pages = new Set<string>();
  const refused: string[] = [];
  for (const [done, title] of titles.entries()) {
    const page = await ask(title, baseUrl, signal);
    let reason: string | null;
    if (typeof page === 'string') reason = page;
    else if (pages.has(page.title)) reason = 'pages named twice';
    else {
      reason = addPage(page.title, page.extract, written, builder);
      if (reason === null) pages.add(page.title);
    }
    if (reason !== null) {
      builder.skip(reason);
      refused.push(`“${title}” (${reason})`);
    }
    onProgress?.(done + 1, titles.length, title);
  }
  const { corpus, skipped } = builder.result(
    sentence`Left out: ${refused.slice(0, 5).join(', ')}${refused.length > 5 ? ' …' : ''}. Check the language, and write each title as it stands at the head of its page.`,
  );
  return { corpus: { ...corpus, manifest: manifestOf(corpus, [...pages], language, baseUrl) }, skipped };
}

/** Adds the passages of a page. Returns null, or the reason if there are none. */
function addPage(title: string, extract: string, language: string, builder: CorpusBuilder): string | null {
  const { sections, omitted } = sectionsOf(extract);
  builder.skip('sections of references and links', omitted.apparatus);
  let passages = 0;
  // A slash in the name of a file (“AC/DC”) would mean a folder.
  const file = title.replace(/[\\/]/g, ' ');
  for (const { heading, text } of sections) {
    for (const passage of passagesOf(withoutBrokenSentences(text, language, builder), language)) {
      const under = heading ? `${title}: ${heading}` : title;
      builder.document({ file, line: ++passages }, { title: under, text: passage, subject: title });
    }
  }
  return passages > 0 ? null : 'pages without text';
}

function withoutBrokenSentences(text: string, language: string, builder: CorpusBuilder): string {
  if (!text.includes(formulaMark)) return text;
  let whole = '';
  let at = 0;
  for (const { start, end } of splitSentences(text, language)) {
    if (!text.slice(start, end).includes(formulaMark)) continue;
    whole += text.slice(at, start);
    at = end;
    builder.skip('sentences with formulas');
  }
  return whole + text.slice(at);
}

function manifestOf({ manifest }: Corpus, pages: string[], language: string, baseUrl: string): Corpus['manifest'] {
  const more = pages.length > 1 ? ` and ${pages.length - 1} more` : '';
  return {
    ...manifest,
    id: ['wikipedia', language, slugOf(pages[0]!), ...(pages.length > 1 ? [pages.length] : [])]
      .filter(Boolean)
      .join('-'),
    title: `Wikipedia: ${pages[0]}${more}`,
    licence: 'CC BY-SA 4.0',
    source: pages.map((page) => `${baseUrl}/wiki/${encodeURIComponent(page.replaceAll(' ', '_'))}`).join(' '),
  };
}

const answerSchema = z.object({
  error: z.optional(z.object({ code: z.string(), info: z.optional(z.string()) })),
  query: z.optional(
    z.object({
      pages: z.optional(
        z.array(
          z.object({
            title: z.string(),
            missing: z.optional(z.boolean()),
            invalid: z.optional(z.boolean()),
            extract: z.optional(z.string()),
            pageprops: z.optional(z.object({ disambiguation: z.optional(z.unknown()) })),
          }),
        ),
      ),
    }),
  ),
});

/** The page of a title, after redirects; or the reason why there is none. */
async function ask(
  title: string,
  baseUrl: string,
  signal?: AbortSignal,
): Promise<{ title: string; extract: string } | string> {
  const host = new URL(baseUrl).host;
  const url = new URL('/w/api.php', baseUrl);
  url.search = new URLSearchParams({
    action: 'query',
    format: 'json',
    formatversion: '2',
    origin: '*',
    redirects: '1',
    prop: 'extracts|pageprops',
    ppprop: 'disambiguation',
    explaintext: '1',
    exlimit: '1',
    titles: title,
  }).toString();
  const text = await fetchText(url, host, signal);
  if (text === null) return 'pages larger than 5 MB';
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw unexpected(host, cause);
  }
  const parsed = answerSchema.safeParse(json);
  if (!parsed.success) throw unexpected(host);
  const { error, query } = parsed.data;
  if (error?.code === 'ratelimited') throw tooOften(host, null);
  if (error) {
    throw new RetrogradError(
      'network-failed',
      sentence`${host} refused “${title}”: ${error.info ?? error.code}. Check the title and try again.`,
    );
  }
  if (!query) throw unexpected(host);
  const page = query.pages?.[0];
  // Titles of sister projects (“fr:Paris”) are answered without pages.
  if (!page || page.missing || page.invalid) return 'pages that do not exist';
  if (page.pageprops?.disambiguation !== undefined) return 'pages that only list meanings of a title';
  return { title: page.title, extract: page.extract ?? '' };
}

/** The body of an answer; null where it is larger than `maxBytes`. */
async function fetchText(url: URL, host: string, signal?: AbortSignal): Promise<string | null> {
  const timeout = AbortSignal.timeout(secondsPerPage * 1000);
  try {
    const response = await fetch(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    if (response.status === 429) throw tooOften(host, response.headers.get('retry-after'));
    if (!response.ok) {
      throw new RetrogradError(
        'network-failed',
        sentence`${host} answered with the error ${response.status}. Check the language; if it is right, try again later.`,
      );
    }
    return await limitedText(response);
  } catch (cause) {
    if (cause instanceof RetrogradError) throw cause;
    if (signal?.aborted) throw new RetrogradError('cancelled', 'The import from Wikipedia was stopped.', { cause });
    const reason = timeout.aborted ? sentence`did not answer within ${secondsPerPage} s` : sentence`cannot be reached`;
    throw new RetrogradError(
      'network-failed',
      sentence`${host} ${reason}. Check the connection and the language, and try again.`,
      { cause },
    );
  }
}

async function limitedText(response: Response): Promise<string | null> {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > maxBytes) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

function tooOften(host: string, retryAfter: string | null): RetrogradError {
  const wait = /^\d+$/.test(retryAfter ?? '') ? sentence`${retryAfter!} seconds` : sentence`a few minutes`;
  return new RetrogradError(
    'network-failed',
    sentence`${host} was asked too often and gives no more pages for now. Wait ${wait}, then try again with fewer titles.`,
  );
}

function unexpected(host: string, cause?: unknown): RetrogradError {
  return new RetrogradError(
    'network-failed',
    sentence`${host} did not answer as Wikipedia does. A sign-in page of the network may stand in between: open ${host} in a tab, then try again.`,
    cause === undefined ? undefined : { cause },
  );
}
