/**
 * Finds names with a pretrained token classifier, run by transformers.js. The library is loaded only when a model is needed. No text is sent
 * anywhere; the hub is contacted only for a model that the user named.
 */
import type { PreTrainedModel, PreTrainedTokenizer, ProgressInfo, Tensor } from '@xenova/transformers';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import type { SalientSpan } from '../tokenizer/tokens.ts';
import type { NameFinder } from './annotate.ts';
import { chooseModelFiles, type ModelFileChoice, type NameModelSource } from './name-model-files.ts';
import { kindOfLabel, type LabelledPiece, namesOf, withDatesAndNumbers } from './pretrained-names.ts';

type Library = typeof import('@xenova/transformers');

export interface PretrainedFinder extends NameFinder {
  /** Frees the model's memory. */
  destroy(): Promise<void>;
}

/** Bytes of the model's file that have been loaded. */
export type LoadProgress = (loaded: number, total: number) => void;

const batchSentences = 16;
/** Limits the memory of a batch of long sentences. */
const batchCharacters = 4000;
/** The longest input of classifiers like BERT, in tokens. In the rest of a longer sentence no names are found. */
const longestSequence = 512;

/**
 * Loads a token classifier and runs it in WebAssembly, on one thread. If an ONNX file cannot be read, transformers.js can load no other model in
 * the same thread (each load waits for the one before): use a worker that ends after its work.
 *
 * @throws RetrogradError `bad-model`: a file is missing or unreadable, or none of its labels is a kind of name; `network-failed`: the hub cannot
 *   be reached; `bad-option`: no name of a model
 */
export async function loadPretrainedFinder(
  source: NameModelSource,
  onProgress: LoadProgress = () => {},
): Promise<PretrainedFinder> {
  if (source.from === 'hub' && !/^[\w-][\w.-]*\/[\w-][\w.-]*$/.test(source.name)) {
    throw new RetrogradError(
      'bad-option',
      sentence`“${source.name}” is no name of a model: give owner and name, such as Xenova/bert-base-NER.`,
    );
  }
  const choice = source.from === 'folder' ? chooseModelFiles(source.name, source.files) : null;
  try {
    const library = await loadLibrary();
    return choice
      ? await loadFromFolder(library, source.name, choice, onProgress)
      : await loadFromHub(library, source.name, onProgress);
  } catch (cause) {
    throw cause instanceof RetrogradError ? cause : loadingError(source, cause);
  }
}

function loadingError({ from, name }: NameModelSource, cause: unknown): RetrogradError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const fix =
    from === 'hub'
      ? sentence`Check its name; it must be public and hold config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx.`
      : sentence`Choose the folder of a token-classification model in ONNX form.`;
  return new RetrogradError('bad-model', sentence`${name} cannot be loaded: ${reason} ${fix}`, { cause });
}

async function loadLibrary(): Promise<Library> {
  const [library, wasm] = await Promise.all([
    import('@xenova/transformers'),
    import('onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url'),
  ]);
  const { env } = library;
  // The WASM file is served with our own scripts; by default the library would fetch it from a CDN.
  const url = new URL(wasm.default, globalThis.location?.href).href;
  Object.assign(env.backends.onnx.wasm!, { wasmPaths: { wasm: url }, numThreads: 1 });
  env.useWasmCache = false;
  return library;
}

async function loadFromFolder(
  library: Library,
  folder: string,
  choice: ModelFileChoice,
  onProgress: LoadProgress,
): Promise<PretrainedFinder> {
  const { env } = library;
  // The library caches by name which files exist, so each folder needs a name of its own.
  const name = `folder/${crypto.randomUUID()}`;
  const prefix = `/${name}/resolve/main/`;
  env.useBrowserCache = false;
  env.fetch = async (address) => {
    const path = new URL(String(address)).pathname;
    const file = path.startsWith(prefix) ? choice.files.get(path.slice(prefix.length)) : undefined;
    if (!file) return new Response(null, { status: 404 });
    return new Response(file, { headers: { 'content-length': String(file.size) } });
  };
  return loadModel(library, name, folder, choice, onProgress);
}

async function loadFromHub(library: Library, name: string, onProgress: LoadProgress): Promise<PretrainedFinder> {
  const { env } = library;
  // Downloaded once: the browser's cache keeps the files.
  env.useBrowserCache = typeof caches !== 'undefined';
  env.fetch = (address, init) =>
    fetch(address, init).catch((cause: unknown) => {
      throw new RetrogradError(
        'network-failed',
        sentence`The hub (huggingface.co) cannot be reached. Check the connection, or choose a folder that holds the model.`,
        { cause },
      );
    });
  const choice = { subfolder: 'onnx', externalData: false } as const;
  try {
    return await loadModel(library, name, name, { ...choice, dtype: 'q8' }, onProgress);
  } catch (error) {
    if (!(error instanceof library.ModelFileNotFoundError)) throw error;
    return loadModel(library, name, name, { ...choice, dtype: 'fp32' }, onProgress);
  }
}

/** The fields of a config.json that we read. */
interface ClassifierConfig {
  /** Labels by the number of their logit. */
  id2label?: Record<number, string>;
  max_position_embeddings?: number;
}

async function loadModel(
  { AutoConfig, AutoTokenizer, AutoModelForTokenClassification }: Library,
  name: string,
  shownName: string,
  { dtype, subfolder, externalData }: Omit<ModelFileChoice, 'files'>,
  onProgress: LoadProgress,
): Promise<PretrainedFinder> {
  const config = await AutoConfig.from_pretrained(name);
  const classifier = config as unknown as ClassifierConfig;
  const labels = Object.values(classifier.id2label ?? {});
  if (!labels.some((label) => ![null, 'date', 'number'].includes(kindOfLabel(label)))) {
    throw new RetrogradError(
      'bad-model',
      sentence`${shownName}: no label of this model is a kind of name (${labels.slice(0, 6).join(', ') || sentence`it has none`}). Choose a model for named entities, with labels such as B-PER and I-LOC.`,
    );
  }
  const tokenizer = await AutoTokenizer.from_pretrained(name);
  const model = await AutoModelForTokenClassification.from_pretrained(name, {
    config,
    device: 'wasm',
    dtype,
    subfolder,
    use_external_data_format: externalData,
    progress_callback: (info: ProgressInfo) => {
      if (info.status === 'progress' && /\.onnx(_data)?$/.test(info.file)) onProgress(info.loaded, info.total);
    },
  });
  return new Finder(model, tokenizer, classifier);
}

class Finder implements PretrainedFinder {
  private readonly longest: number;
  /** Token ids without text. */
  private readonly silent: ReadonlySet<number>;
  /** Texts of tokens, kept because decoding is slow. */
  private readonly texts = new Map<number, string | undefined>();

  constructor(
    private readonly model: PreTrainedModel,
    private readonly tokenizer: PreTrainedTokenizer,
    private readonly config: ClassifierConfig,
  ) {
    // RoBERTa counts its positions from 2.
    this.longest = Math.min(longestSequence, (config.max_position_embeddings ?? longestSequence + 2) - 2);
    this.silent = new Set(tokenizer.all_special_ids);
    this.texts.set(tokenizer.unk_token_id, undefined);
  }

  async find(sentences: readonly string[], language: string): Promise<SalientSpan[][]> {
    const found: SalientSpan[][] = sentences.map(() => []);
    // Sequences of similar length share a batch, so that there is little padding.
    const order = sentences.map((_, i) => i).sort((a, b) => sentences[a]!.length - sentences[b]!.length);
    for (let begin = 0; begin < order.length; ) {
      let end = begin + 1;
      while (
        end < order.length &&
        end - begin < batchSentences &&
        (end + 1 - begin) * sentences[order[end]!]!.length <= batchCharacters
      )
        end++;
      const rows = order.slice(begin, end);
      const labelled = await this.label(rows.map((row) => sentences[row]!));
      for (const [i, row] of rows.entries()) {
        const sentence = sentences[row]!;
        found[row] = withDatesAndNumbers(sentence, language, namesOf(sentence, labelled[i]!));
      }
      begin = end;
    }
    return found;
  }

  async destroy(): Promise<void> {
    await this.model.dispose();
  }

  /** The pieces of each sentence with the label of the largest logit. */
  private async label(sentences: string[]): Promise<LabelledPiece[][]> {
    const inputs = this.tokenizer(sentences, { padding: true, truncation: true, max_length: this.longest });
    const { logits } = (await this.model(inputs)) as { logits: Tensor }; // (B, T, labels)
    const [, length, count] = logits.dims as [number, number, number];
    const scores = logits.data as Float32Array;
    const ids = inputs.input_ids.data as BigInt64Array;
    const mask = inputs.attention_mask.data as BigInt64Array;
    logits.dispose();
    return sentences.map((_, row) => {
      const pieces: LabelledPiece[] = [];
      for (let at = row * length; at < (row + 1) * length; at++) {
        const id = Number(ids[at]);
        if (mask[at] === 0n || (this.silent.has(id) && id !== this.tokenizer.unk_token_id)) continue;
        let best = at * count;
        for (let i = best + 1; i < (at + 1) * count; i++) if (scores[i]! > scores[best]!) best = i;
        pieces.push({ text: this.textOf(id), label: this.config.id2label?.[best - at * count] ?? 'O' });
      }
      return pieces;
    });
  }

  private textOf(id: number): string | undefined {
    if (!this.texts.has(id)) {
      this.texts.set(id, this.tokenizer.decode([id], { clean_up_tokenization_spaces: false }));
    }
    return this.texts.get(id);
  }
}
