import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { importWikipedia, maxTitles, wikipediaTitles } from './wikipedia.ts';

type Answer = (query: URLSearchParams, response: ServerResponse, request: IncomingMessage) => void;

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A stand-in for Wikipedia: `answer` is given each question asked of /w/api.php. */
async function standIn(answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://localhost');
    if (url.pathname === '/w/api.php') answer(url.searchParams, response, request);
    else response.writeHead(404).end('no such path');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const send = (response: ServerResponse, body: unknown) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** Answers as MediaWiki does with formatversion 2. */
const wiki =
  (pages: Record<string, { title?: string; extract?: string; pageprops?: object }>): Answer =>
  (query, response) => {
    const asked = query.get('titles')!;
    const page = pages[asked];
    const found = page
      ? { pageid: 1, ns: 0, title: asked, extract: '', ...page }
      : { ns: 0, title: asked, missing: true };
    send(response, { batchcomplete: true, query: { pages: [found] } });
  };

const curie = {
  extract: `Marie Curie was a Polish and French physicist.
She was the first woman to win a Nobel Prize.


== Life ==


=== Early years ===
Maria was born in Warsaw on 7 November 1867. <b>HTML</b> is text.


== See also ==
List of women in science


=== Sub of see also ===
Another list.


== Legacy ==
Curium is named after the Curies.


== References ==`,
};

describe('pages by title', () => {
  it('makes passages under the page and its sections, with the page as subject and its address as source', async () => {
    const asked: URLSearchParams[] = [];
    const base = await standIn((query, response, request) => {
      asked.push(query);
      wiki({ 'Marie Curie': curie, 'AC/DC': { extract: 'AC/DC are an Australian band.' } })(query, response, request);
    });
    const progress: unknown[] = [];
    const { corpus, skipped } = await importWikipedia(['Marie Curie', 'AC/DC'], 'en', {
      baseUrl: base,
      onProgress: (...told) => progress.push(told),
    });
    expect(corpus.documents).toEqual([
      {
        id: 'marie-curie-1',
        title: 'Marie Curie',
        text: 'Marie Curie was a Polish and French physicist.\n\nShe was the first woman to win a Nobel Prize.',
        subject: 'Marie Curie',
      },
      {
        id: 'marie-curie-2',
        title: 'Marie Curie: Early years',
        text: 'Maria was born in Warsaw on 7 November 1867. <b>HTML</b> is text.',
        subject: 'Marie Curie',
      },
      {
        id: 'marie-curie-3',
        title: 'Marie Curie: Legacy',
        text: 'Curium is named after the Curies.',
        subject: 'Marie Curie',
      },
      { id: 'ac-dc-4', title: 'AC/DC', text: 'AC/DC are an Australian band.', subject: 'AC/DC' },
    ]);
    expect(corpus.manifest).toEqual({
      id: 'wikipedia-en-marie-curie-2',
      title: 'Wikipedia: Marie Curie and 1 more',
      licence: 'CC BY-SA 4.0',
      source: `${base}/wiki/Marie_Curie ${base}/wiki/AC%2FDC`,
      documents: 4,
      questions: 0,
      language: 'en',
    });
    expect(skipped).toEqual({ 'sections of references and links': 2 });
    expect(progress).toEqual([
      [1, 2, 'Marie Curie'],
      [2, 2, 'AC/DC'],
    ]);
    expect(Object.fromEntries(asked[0]!)).toMatchObject({
      action: 'query',
      prop: 'extracts|pageprops',
      explaintext: '1',
      format: 'json',
      formatversion: '2',
      origin: '*',
      redirects: '1',
      titles: 'Marie Curie',
    });
  });

  it('packs whole sentences up to a hundred words, Chinese by characters', async () => {
    const sentence = `Warsaw ${'lies on a river '.repeat(7)}in Poland.`; // 31 words
    const base = await standIn(
      wiki({
        Warsaw: { extract: Array(7).fill(sentence).join(' ') },
        北京: { extract: '北京是中国的首都。'.repeat(30) },
      }),
    );
    const english = await importWikipedia(['Warsaw'], 'en', { baseUrl: base });
    // three sentences of 31 words fit into a hundred; the second full passage repeats the first
    expect(english.corpus.documents.map(({ text }) => text.split('Warsaw').length - 1)).toEqual([3, 1]);
    expect(english.skipped).toEqual({ 'repeated documents': 1 });
    const chinese = await importWikipedia(['北京'], 'zh', { baseUrl: base });
    // eight characters a sentence: twelve of them
    expect(chinese.corpus.documents[0]!.text).toBe('北京是中国的首都。'.repeat(12));
    expect(chinese.corpus.manifest).toMatchObject({ id: 'wikipedia-zh', language: 'zh' });
  });

  it('leaves out pages that are missing, only list meanings, are empty or come again through a redirect', async () => {
    const base = await standIn(
      wiki({
        Mercury: { extract: 'Mercury may refer to:', pageprops: { disambiguation: '' } },
        Empty: {},
        Curie: { title: 'Marie Curie', extract: 'A physicist.' },
        'Marie Curie': { extract: 'A physicist.' },
      }),
    );
    const titles = ['Curie', 'Mercury', 'Xyzzy', 'Empty', 'Marie Curie', 'Plugh'];
    const { corpus, skipped } = await importWikipedia(titles, 'en', { baseUrl: base });
    expect(corpus.documents.map(({ title }) => title)).toEqual(['Marie Curie']);
    expect(skipped).toEqual({
      'pages that only list meanings of a title': 1,
      'pages that do not exist': 2,
      'pages without text': 1,
      'pages named twice': 1,
    });
    await expect(importWikipedia(['Xyzzy', 'Mercury'], 'en', { baseUrl: base })).rejects.toMatchObject({
      code: 'bad-corpus',
      message: expect.stringMatching(/“Xyzzy” \(pages that do not exist\), “Mercury” \(pages that only list/),
    });
  });

  it('drops sentences that lost a formula, and keeps those around them', async () => {
    const math = (characters: string, tex: string) =>
      `\n  \n    \n      \n        ${characters}\n      \n    \n    {\\displaystyle ${tex}}\n  \n`;
    const extract = `Energy and mass are one. It is${math('E', 'E=mc^{2}')}, where${math('c', '\\left\\{c\\right.')} is the speed of light. Einstein found it in 1905.\nNext comes${math('x', 'x')}\nIt was tested in 1932.`;
    const base = await standIn(wiki({ Energy: { extract } }));
    const { corpus, skipped } = await importWikipedia(['Energy'], 'en', { baseUrl: base });
    expect(corpus.documents.map(({ text }) => text.split(/\s+/).join(' '))).toEqual([
      'Energy and mass are one. Einstein found it in 1905. It was tested in 1932.',
    ]);
    expect(skipped).toEqual({ 'sentences with formulas': 2 });
  });
});

describe('what the network may do', () => {
  const failing = async (answer: Answer) => {
    const baseUrl = await standIn(answer);
    return importWikipedia(['Warsaw'], 'en', { baseUrl }).then(
      () => expect.unreachable(),
      (error) => error,
    );
  };

  it('says that it was asked too often, and does not ask again', async () => {
    let asked = 0;
    const error = await failing((_, response) => {
      asked++;
      response.writeHead(429, { 'retry-after': '30' }).end('slow down');
    });
    expect(error).toMatchObject({
      code: 'network-failed',
      message: expect.stringMatching(/too often.*Wait 30 seconds/),
    });
    expect(asked).toBe(1);
    expect(await failing((_, response) => send(response, { error: { code: 'ratelimited' } }))).toMatchObject({
      message: expect.stringMatching(/too often.*Wait a few minutes/),
    });
  });

  it('names an HTTP error, an answer that is no JSON or another JSON, and a refusal of the API', async () => {
    const code = 'network-failed';
    const cases: [Answer, RegExp][] = [
      [(_, response) => response.writeHead(503).end(), /answered with the error 503/],
      [(_, response) => response.end('<html>Sign in to the hotel</html>'), /did not answer as Wikipedia does/],
      [(_, response) => send(response, { query: { pages: 'none' } }), /did not answer as Wikipedia does/],
      [(_, response) => send(response, {}), /did not answer as Wikipedia does/],
      [
        (_, response) => send(response, { error: { code: 'readonly', info: 'The wiki is locked.' } }),
        /The wiki is locked\./,
      ],
    ];
    for (const [answer, message] of cases) {
      expect(await failing(answer)).toMatchObject({ code, message: expect.stringMatching(message) });
    }
  });

  it('says that nobody answers', async () => {
    const baseUrl = await standIn(wiki({}));
    await new Promise((resolve) => servers.pop()!.close(resolve));
    await expect(importWikipedia(['Warsaw'], 'en', { baseUrl })).rejects.toMatchObject({
      code: 'network-failed',
      message: expect.stringMatching(/cannot be reached/),
    });
  });

  it('stops reading a page at 5 MB', async () => {
    let sent = 0;
    const baseUrl = await standIn((query, response, request) => {
      if (query.get('titles') !== 'Endless')
        return wiki({ Small: { extract: 'Some text.' } })(query, response, request);
      const more = (): void => {
        while (!response.destroyed) {
          sent += 65_536;
          if (!response.write('x'.repeat(65_536))) return;
        }
      };
      response.on('drain', more);
      more();
    });
    const { corpus, skipped } = await importWikipedia(['Endless', 'Small'], 'en', { baseUrl });
    expect(corpus.documents).toHaveLength(1);
    expect(skipped).toEqual({ 'pages larger than 5 MB': 1 });
    // what the sockets hold comes on top
    expect(sent).toBeLessThan(20_000_000);
  });

  it('stops when it is told to', async () => {
    const asked: string[] = [];
    const baseUrl = await standIn((query, response, request) => {
      asked.push(query.get('titles')!);
      // the second page never comes
      if (asked.length === 1) wiki({ A: { extract: 'A letter.' } })(query, response, request);
      else stop.abort();
    });
    const stop = new AbortController();
    await expect(importWikipedia(['A', 'B', 'C'], 'en', { baseUrl, signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(asked).toEqual(['A', 'B']);
  });
});

describe('titles', () => {
  it('reads lines and addresses, each once', () => {
    const text =
      ' Marie Curie \r\n\nhttps://en.wikipedia.org/wiki/Marie_Curie#Life\nhttps://en.m.wikipedia.org/wiki/AC%2FDC\nParis_(Texas)';
    expect(wikipediaTitles(text, 'en')).toEqual(['Marie Curie', 'AC/DC', 'Paris (Texas)']);
  });

  it('names the line of what is no title', () => {
    expect(() => wikipediaTitles('Paris\nA|B', 'en')).toThrow(/^Line 2: “A\|B” is no title/);
    expect(() => wikipediaTitles('<script>', 'en')).toThrow(/^Line 1: /);
    expect(() => wikipediaTitles('https://fr.wikipedia.org/wiki/Paris', 'en')).toThrow(/in “fr”, not in “en”/);
    expect(() => wikipediaTitles('https://en.wikipedia.org/wiki/%FF', 'en')).toThrow(
      /^Line 1: the address cannot be read/,
    );
    const many = Array.from({ length: maxTitles + 1 }, (_, i) => `t${i}`).join('\n');
    expect(() => wikipediaTitles(many, 'en')).toThrow(/501 titles are too many.*at most 500/);
  });

  it('refuses no titles, and a language that would lead elsewhere', async () => {
    await expect(importWikipedia([], 'en')).rejects.toMatchObject({ code: 'bad-option' });
    for (const language of ['evil.example/', 'EN', 'en.example.com#', '']) {
      await expect(importWikipedia(['Paris'], language)).rejects.toMatchObject({ code: 'bad-option' });
    }
  });
});
