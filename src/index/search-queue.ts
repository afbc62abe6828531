/** Searches that are not answered yet, and which worker is to answer them. Used by src/index/refresh.ts. */

import type { TokenSequences } from '../text/tokenizer/tokens.ts';
import { type ErrorReport, fromErrorReport, RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import type { IndexEvent, IndexRequest } from './messages.ts';

/** Answers to n queries, row-major (n, k): documents by number, −1 with score −Infinity where fewer than k exist. */
export interface SearchAnswer {
  documents: Int32Array;
  scores: Float32Array;
}

type SearchRequest = Extract<IndexRequest, { type: 'search' }>;

interface Pending<Server> {
  request: SearchRequest;
  /** The server that has the request; null: none yet. */
  server: Server | null;
  /** Servers that died while they had it. */
  deaths: number;
  resolve: (answer: SearchAnswer) => void;
  reject: (error: RetrogradError) => void;
}

export class SearchQueue<Server> {
  private readonly pending = new Map<number, Pending<Server>>();
  private nextId = 1;

  /** A search is rejected after `maxDeaths` servers died while they had it: it may be the cause. */
  constructor(private readonly maxDeaths: number) {}

  /** Queues a search for the k nearest; the promise settles by `answer`, `refuse`, `requeue` or `rejectAll`. */
  add(k: number, queries: TokenSequences | Float32Array): Promise<SearchAnswer> {
    const requestId = this.nextId++;
    const request: SearchRequest =
      queries instanceof Float32Array
        ? { type: 'search', requestId, k, embeddings: queries }
        : { type: 'search', requestId, k, queries };
    return new Promise((resolve, reject) => {
      this.pending.set(requestId, { request, server: null, deaths: 0, resolve, reject });
    });
  }

  /** Sends every search that no server has to `server`. */
  assign(server: Server, post: (request: SearchRequest) => void): void {
    for (const search of this.pending.values()) {
      if (search.server !== null) continue;
      search.server = server;
      post(search.request);
    }
  }

  /** True if `server` has a search to answer. */
  owes(server: Server): boolean {
    return [...this.pending.values()].some((search) => search.server === server);
  }

  answer(event: Extract<IndexEvent, { type: 'found' }>): void {
    this.take(event.requestId)?.resolve({ documents: event.documents, scores: event.scores });
  }

  /** The server could not answer this search. */
  refuse(requestId: number, error: ErrorReport): void {
    this.take(requestId)?.reject(fromErrorReport(error));
  }

  /** `server` is dead: its searches wait for another. */
  requeue(server: Server): void {
    for (const [requestId, search] of this.pending) {
      if (search.server !== server) continue;
      search.server = null;
      search.deaths++;
      if (search.deaths < this.maxDeaths) continue;
      const said = sentence`The index worker stopped ${search.deaths} times during this search: the search was given up.`;
      this.take(requestId)?.reject(new RetrogradError('worker-died', said));
    }
  }

  rejectAll(error: RetrogradError): void {
    const searches = [...this.pending.values()];
    this.pending.clear();
    for (const search of searches) search.reject(error);
  }

  private take(requestId: number): Pending<Server> | undefined {
    const search = this.pending.get(requestId);
    this.pending.delete(requestId);
    return search;
  }
}
