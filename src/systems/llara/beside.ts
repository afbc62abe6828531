/**
 * The retriever of a saved REALM run beside a LLaRA run of the same corpus and tokenizer: it ranks the same blocks for the same questions. It is not
 * trained, so an index worker embeds all blocks once, and nothing is computed on the training thread.
 */
import { IndexPair } from '../../index/refresh.ts';
import type { SearchAnswer } from '../../index/search-queue.ts';
import { exactSettings } from '../../index/settings.ts';
import { embedGraph } from '../../models/realm.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { readState } from '../../run/checkpoint.ts';
import { beginWithModels } from '../../run/initial-models.ts';
import { type PreparedCorpus, readSavedTokenizer } from '../../run/prepare.ts';
import type { CheckpointFiles } from '../../run/records.ts';
import { configFromUnknown } from '../../run/settings.ts';
import type { Progress, RunContext } from '../../run/system.ts';
import { packSequences } from '../../text/tokenizer/tokens.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { modelConfig } from '../realm/model-shapes.ts';
import { checkRealm, type SavedRetriever, savedRetriever } from '../realm/saved-retriever.ts';
import { type RealmConfig, realmSettings } from '../realm/settings.ts';
import type { LlaraConfig } from './settings.ts';

/** A retriever whose blocks are embedded. */
export class BesideRetriever {
  constructor(
    /** As whoever put it here calls it. */
    readonly id: string,
    private readonly pair: IndexPair,
  ) {}

  /** The k nearest blocks of each query `[CLS] question [SEP]` by inner product, best first. Rejects with `cancelled` when it was closed. */
  search(queries: readonly ArrayLike<number>[], k: number): Promise<SearchAnswer> {
    return this.pair.search(k, packSequences(queries));
  }

  /** Ends its worker. */
  close(): void {
    this.pair.destroy();
  }
}

/** The place beside a run for one retriever. */
export class Beside {
  /** Null: none stands there. */
  current: BesideRetriever | null = null;
  /** Whose blocks are being embedded. */
  private coming: IndexPair | null = null;

  constructor(
    private readonly config: Pick<LlaraConfig, 'tokenizer'>,
    private readonly prepared: PreparedCorpus,
    private readonly spawnIndexWorker: RunContext<never>['spawnIndexWorker'],
  ) {}

  /**
   * Embeds all blocks with a saved retriever, and puts it in place of the one before, whose memory is freed. Throws `bad-option` for a run of another
   * system, corpus or tokenizer, `bad-checkpoint` for damaged files, and `index-failed`; then the one before stays. Throws `cancelled`
   * if another one is opened meanwhile, or the place is closed.
   */
  async open(id: string, files: CheckpointFiles, onProgress: Progress = () => {}): Promise<BesideRetriever> {
    const embedders = fitting(files, this.prepared, this.config).embedders(this.prepared);
    this.coming?.destroy();
    const pair = new IndexPair(this.spawnIndexWorker);
    this.coming = pair;
    pair.onEvent = ({ stage, done, total }) => {
      if (stage === 'embedding' && total > 0) onProgress(done, total);
    };
    try {
      pair.start(this.prepared.documents, embedders.document.config, exactSettings);
      pair.requestRefresh(embedders.document, embedders.query, 0);
      await pair.ready;
      if (this.coming !== pair) throw new RetrogradError('cancelled', 'The retriever was closed.');
    } catch (error) {
      pair.destroy();
      if (this.coming === pair) this.coming = null;
      throw error;
    }
    this.coming = null;
    this.close();
    this.current = new BesideRetriever(id, pair);
    return this.current;
  }

  /** Frees the memory of the retriever that stands there, and of one that is being opened. */
  close(): void {
    this.coming?.destroy();
    this.coming = null;
    this.current?.close();
    this.current = null;
  }
}

/** The retriever of a checkpoint, if it can embed the blocks of this run. */
function fitting(
  files: CheckpointFiles,
  prepared: PreparedCorpus,
  { tokenizer }: Pick<LlaraConfig, 'tokenizer'>,
): SavedRetriever {
  const config = readRealmConfig(files.config);
  const { corpus, lengths } = prepared;
  if (readState(files).corpus !== prepared.fingerprint) {
    throw new RetrogradError(
      'bad-option',
      sentence`The saved run was trained on another corpus (${config.corpus}) or with other settings of it: train REALM on the corpus of this run, ${corpus.manifest.title}, and save it.`,
    );
  }
  if (JSON.stringify(readSavedTokenizer(files.tokenizer).toJSON()) !== JSON.stringify(prepared.tokenizer.toJSON())) {
    throw new RetrogradError(
      'bad-option',
      sentence`The saved run has another tokenizer: train REALM with tokenizer.kind=${tokenizer.kind} and tokenizer.vocabularySize=${tokenizer.vocabularySize}, as this run has them, and save it.`,
    );
  }
  const model = modelConfig(config, prepared);
  const retriever = savedRetriever(files, config);
  const { longest = Number.POSITIVE_INFINITY } = retriever;
  if (longest < model.embedder.maxLength) {
    const { query, document } = config.lengths;
    throw new RetrogradError(
      'bad-option',
      sentence`The saved run embeds texts of up to ${longest} tokens, this run has some of ${model.embedder.maxLength}: open a new run with lengths.query=${query} and lengths.document=${document}.`,
    );
  }
  // every parameter is there, and of the right shape
  const registry = new ParameterRegistry(0);
  const embedder = retriever.embedders(prepared).document.config;
  for (const side of ['query', 'document'] as const) embedGraph(registry, { ...model, embedder, lengths }, side, 1);
  beginWithModels(
    registry,
    files,
    registry.list().map(({ name }) => name),
  );
  return retriever;
}

function readRealmConfig(text: string): RealmConfig {
  let saved: { system?: unknown } | null;
  try {
    saved = JSON.parse(text);
  } catch (cause) {
    throw new RetrogradError(
      'bad-checkpoint',
      sentence`config.json in the checkpoint is not JSON: the file is damaged, choose another.`,
      { cause },
    );
  }
  // configurations of the first version name no system
  checkRealm(saved?.system ?? 'realm');
  return configFromUnknown<RealmConfig>(realmSettings, saved);
}
