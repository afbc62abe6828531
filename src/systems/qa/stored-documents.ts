/** The stored embeddings of all documents: frozen while questions are trained on, or embedded anew every so many steps. */
import type { ModelConfig } from '../../models/realm.ts';
import type { ParameterRegistry } from '../../models/registry.ts';
import { RetrieverEmbedder } from '../../run/embedding.ts';
import type { Engine } from '../../run/engine.ts';
import type { PreparedCorpus } from '../../run/prepare.ts';
import type { TokenSequences } from '../../text/tokenizer/tokens.ts';

export class StoredDocuments {
  /** The parameters by which documents are embedded, packed; null before the first step of fine-tuning. */
  values: Float32Array<ArrayBuffer> | null = null;
  /** (blocks, p); null if they must be computed first. */
  embeddings: Float32Array | null = null;
  private readonly embedder: RetrieverEmbedder;

  constructor(
    private readonly engine: Engine,
    registry: ParameterRegistry,
    model: ModelConfig,
    private readonly prepared: PreparedCorpus,
  ) {
    this.embedder = new RetrieverEmbedder(engine.snapshot, registry, model, prepared.idf);
  }

  /** Embeds all documents with the parameters of a checkpoint or, the first time, with those that are current. */
  async start(): Promise<void> {
    if (this.embeddings) return;
    this.values ??= await this.engine.store.read('values');
    this.embeddings = await this.embed(this.prepared.documents);
  }

  /** Embeds all documents with the current parameters. */
  async refresh(): Promise<void> {
    this.values = await this.engine.store.read('values');
    this.embeddings = await this.embed(this.prepared.documents);
  }

  /** Embeddings of other documents by the parameters of the stored ones, so that scores can be compared. Before fine-tuning by the current ones. */
  async embed(documents: TokenSequences): Promise<Float32Array> {
    this.engine.store.write('snapshot', this.values ?? (await this.engine.store.read('values')));
    return this.embedder.embed(documents, 'document');
  }

  reset(): void {
    this.values = null;
    this.embeddings = null;
  }
}
