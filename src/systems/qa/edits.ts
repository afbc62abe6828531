/** Documents in other words, for a while: they are cut, embedded, searched and read like the others, without a training step. */
import { type PreparedCorpus, prepareCorpus } from '../../run/prepare.ts';
import { packSequences, sequenceAt, sequenceCount } from '../../text/tokenizer/tokens.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import type { QaParts } from './parts.ts';
import { Passages } from './passages.ts';
import { rowsOf } from './retrieval.ts';
import { realmConfigOf } from './settings.ts';

/** The corpus with some documents in other words. */
interface Edited {
  passages: Passages;
  /** For each block its number in the corpus as it was; −1 for a block of an edited document. */
  origins: number[];
  /** Embeddings of the blocks whose origin is −1, in order; computed from the stored parameters `of`. */
  embeddings: { rows: Float32Array; of: Float32Array | null } | null;
}

export class DocumentEdits {
  private texts: ReadonlyMap<string, string> = new Map();
  private edited: Edited | null = null;

  constructor(private readonly parts: QaParts) {}

  /** The documents that are edited, by id, with their new texts. */
  get all(): ReadonlyMap<string, string> {
    return this.texts;
  }

  /** Replaces the text of a document; null: its own again. Throws `bad-option` for an unknown document and an empty text. */
  async edit(document: string, text: string | null): Promise<void> {
    const { corpus } = this.parts.prepared;
    if (!corpus.documents.some(({ id }) => id === document)) {
      throw new RetrogradError('bad-option', sentence`${corpus.manifest.title} has no document “${document}”.`);
    }
    if (text !== null && text.trim() === '') {
      throw new RetrogradError('bad-option', sentence`A document cannot be empty: give it some text.`);
    }
    const texts = new Map(this.texts);
    if (text === null) texts.delete(document);
    else texts.set(document, text);
    this.edited = texts.size > 0 ? await this.make(texts) : null;
    this.texts = texts;
  }

  clear(): void {
    this.texts = new Map();
    this.edited = null;
  }

  /** What is searched and read now, and the embedding of each block if the run has a retriever. */
  async view(): Promise<{ passages: Passages; embeddings: Float32Array | null }> {
    const { stored, passages, prepared, embedder, config } = this.parts;
    const isLearned = config.qa.retriever === 'learned';
    const own = isLearned ? (stored.embeddings ?? (await embedder.embed(prepared.documents, 'document'))) : null;
    const edited = this.edited;
    if (!edited || !own) return { passages: edited?.passages ?? passages, embeddings: own };
    const { origins } = edited;
    const { documents } = edited.passages.prepared;
    if (!stored.embeddings || edited.embeddings?.of !== stored.embeddings) {
      const added = origins.flatMap((origin, i) => (origin < 0 ? [sequenceAt(documents, i)] : []));
      edited.embeddings = { rows: await stored.embed(packSequences(added)), of: stored.embeddings };
    }
    const { rows } = edited.embeddings;
    const dimension = own.length / prepared.blocks.length;
    const embeddings = rowsOf(
      own,
      dimension,
      origins.map((origin) => Math.max(0, origin)),
    );
    let next = 0;
    origins.forEach((origin, i) => {
      if (origin >= 0) return;
      embeddings.set(rows.subarray(next * dimension, (next + 1) * dimension), i * dimension);
      next++;
    });
    return { passages: edited.passages, embeddings };
  }

  /** Cuts the edited documents as the corpus was cut, and puts their blocks behind the others. */
  private async make(texts: ReadonlyMap<string, string>): Promise<Edited> {
    const { prepared, config } = this.parts;
    const { corpus, tokenizer } = prepared;
    const isEdited = ({ document }: { document: number }) => texts.has(corpus.documents[document]!.id);
    const numberOf = new Map<number, number>();
    const origins: number[] = [];
    prepared.blocks.forEach((block, i) => {
      if (isEdited(block)) return;
      numberOf.set(i, origins.length);
      origins.push(i);
    });
    const blocks = origins.map((i) => prepared.blocks[i]!);
    const sequences = origins.map((i) => sequenceAt(prepared.documents, i));
    const sentences = prepared.sentences.flatMap((one) => {
      const block = numberOf.get(one.block);
      return block === undefined ? [] : [{ ...one, block }];
    });
    const savedTokenizer = JSON.stringify(tokenizer.toJSON());
    for (const [id, text] of texts) {
      const document = corpus.documents.findIndex((one) => one.id === id);
      const { spans: _, ...rest } = corpus.documents[document]!;
      const one = { ...corpus, documents: [{ ...rest, text }], questions: [] };
      const cut = await prepareCorpus(one, realmConfigOf(config), savedTokenizer);
      const first = blocks.length;
      cut.blocks.forEach((block, i) => {
        blocks.push({ ...block, document });
        sequences.push(sequenceAt(cut.documents, i));
        origins.push(-1);
      });
      sentences.push(...cut.sentences.map((sentence) => ({ ...sentence, block: first + sentence.block })));
    }
    const changed: PreparedCorpus = { ...prepared, blocks, sentences, documents: packSequences(sequences) };
    if (sequenceCount(changed.documents) !== blocks.length)
      throw new RetrogradError('internal', 'A block has no tokens.');
    return { passages: new Passages(changed), origins, embeddings: null };
  }
}
