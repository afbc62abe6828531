/** A REALM run as files that Python opens without us; `readme.ts` says what each is. It needs a checkpoint and its corpus, and no GPU. */
import { createEmbedder } from '../../../index/embedder.ts';
import { loadHnsw } from '../../../index/hnsw.ts';
import { writeHnswFile } from '../../../index/hnsw-file.ts';
import { writePortableEmbedder } from '../../../index/onnx-embedder.ts';
import { writeReaderModel } from '../../../index/onnx-reader.ts';
import { type BertNames, bertNames, bertTensors, type EncoderConfig } from '../../../models/bert-names.ts';
import type { EmbedderSnapshot } from '../../../models/config.ts';
import { retrieverPrefixes } from '../../../models/retriever.ts';
import pythonTransformer from '../../../models/retrograd_transformer.py?raw';
import { writeNpy } from '../../../run/npy.ts';
import { type PreparedCorpus, prepareCorpus } from '../../../run/prepare.ts';
import { readSafetensors, type SafetensorsFile, writeSafetensors } from '../../../run/safetensors.ts';
import { addRun, checkSameCorpus, describeTake, json, type TakeContext } from '../../../run/take.ts';
import { tokenizerConfig } from '../../../text/tokenizer/tokenizer-json.ts';
import type { ZipWriter } from '../../../util/zip-writer.ts';
import { modelConfig } from '../model-shapes.ts';
import type { RealmConfig } from '../settings.ts';
import { expectedNumbers } from './expected.ts';
import { type ModelFolder, readme } from './readme.ts';
import pythonModule from './retrograd_model.py?raw';

type Parameters = EmbedderSnapshot['parameters'];

/** Writes all files into the archive. Throws `bad-checkpoint` if the corpus is another one, `index-failed` as the index does. */
export async function takeRealm({ config, corpus, checkpoint, zip, onProgress }: TakeContext<RealmConfig>) {
  const prepared = await prepareCorpus(corpus, config, checkpoint.tokenizer, onProgress);
  checkSameCorpus({ checkpoint, corpus }, prepared.fingerprint);
  const model = modelConfig(config, prepared);
  const { tensors } = readSafetensors(checkpoint.weights);
  const prefixes = retrieverPrefixes(model.separate);
  const idf = model.embedder.pooling === 'idf' ? prepared.idf : undefined;
  const snapshotOf = (prefix: string): EmbedderSnapshot => ({
    config: model.embedder,
    parameters: startingWith(tensors, prefix),
    ...(idf && { idf }),
  });
  const query = snapshotOf(prefixes.query);
  const document = snapshotOf(prefixes.document);
  const reader = { config: model.reader, parameters: startingWith(tensors, 'reader.') };

  await addRun({ checkpoint, corpus, zip, onProgress });
  writeBlocks(zip, prepared);

  const queryModel = writePortableEmbedder(query);
  const readerModel = writeReaderModel(reader);
  const folders: ModelFolder[] = [];
  const addModel = (folder: string, encoder: EncoderConfig, parameters: Parameters, onnx: Uint8Array) => {
    const names = bertNames(encoder);
    folders.push({ folder, names });
    addFolder(zip, folder, names, parameters, onnx, checkpoint.tokenizer);
  };
  if (model.separate) {
    addModel('retriever-query', model.embedder, query.parameters, queryModel);
    addModel('retriever-document', model.embedder, document.parameters, writePortableEmbedder(document));
  } else addModel('retriever', model.embedder, query.parameters, queryModel);
  addModel('reader', model.reader, reader.parameters, readerModel);

  const embeddings = await embedAll(document, prepared, onProgress);
  const blocks = prepared.blocks.length;
  zip.add('embeddings.npy', writeNpy(embeddings, [blocks, model.embedder.projection]));
  await onProgress('building-index', 0, blocks);
  const hnsw = await writeHnswFile(
    embeddings,
    model.embedder.projection,
    config.index,
    await loadHnsw(),
    (done, total) => onProgress('building-index', done, total),
  );
  zip.add('index.hnsw', hnsw.bytes);
  const index = { space: hnsw.space, dimension: hnsw.dimension, blocks, efSearch: config.index.efSearch };

  await onProgress('writing-files', 0, 1);
  const expected = await expectedNumbers({ prepared, config, model, queryModel, readerModel, embeddings });
  zip.add('expected.json', json(expected));
  zip.add('retrograd_model.py', pythonModule);
  zip.add('retrograd_transformer.py', pythonTransformer);
  const described = {
    ...describeTake({ config, checkpoint }, 'retrograd-take-1'),
    index,
    model: {
      embedder: withEpsilon(model.embedder),
      reader: withEpsilon(model.reader),
      prefixes,
      scoreFactor: model.scoreFactor,
      lengths: model.lengths,
      idf: idf ? Array.from(idf) : null,
    },
  };
  zip.add('take.json', json(described));
  zip.add(
    'README.md',
    readme({ title: corpus.manifest.title, licence: corpus.manifest.licence, ...described, folders }),
  );
}

/** Python has no default of its own. */
const withEpsilon = <C extends { epsilon?: number }>(config: C) => ({ ...config, epsilon: config.epsilon ?? 1e-5 });

function startingWith(tensors: SafetensorsFile['tensors'], prefix: string): Parameters {
  const found = [...tensors].filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(found.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}

/** What the rows of `embeddings.npy` are: a line each, in order. */
function writeBlocks(zip: ZipWriter, { blocks, corpus }: PreparedCorpus): void {
  const append = zip.open('blocks.jsonl');
  const encoder = new TextEncoder();
  blocks.forEach(({ document, title, bodyText }, block) => {
    const line = { block, document: corpus.documents[document]!.id, title, text: bodyText };
    append(encoder.encode(`${JSON.stringify(line)}\n`), false);
  });
  append(new Uint8Array(0), true);
}

/** A folder of the hub's form: model, tokenizer, and ONNX where transformers.js looks for it. */
function addFolder(
  zip: ZipWriter,
  folder: string,
  names: BertNames,
  parameters: Parameters,
  onnx: Uint8Array,
  tokenizer: string,
): void {
  zip.add(`${folder}/onnx/model.onnx`, onnx);
  zip.add(`${folder}/tokenizer.json`, tokenizer);
  zip.add(`${folder}/tokenizer_config.json`, json(tokenizerConfig));
  const file = (from: Map<string, { shape: number[]; data: Float32Array }>) =>
    new Uint8Array(writeSafetensors({ tensors: from, metadata: { format: 'pt' } }));
  if (!names.isBert) return;
  const { encoder, head } = bertTensors(names, parameters);
  zip.add(`${folder}/config.json`, json(names.config));
  zip.add(`${folder}/model.safetensors`, file(encoder));
  zip.add(`${folder}/head.safetensors`, file(head));
}

async function embedAll(
  snapshot: EmbedderSnapshot,
  { documents }: PreparedCorpus,
  onProgress: TakeContext['onProgress'],
): Promise<Float32Array> {
  const embedder = await createEmbedder(snapshot, 'wasm');
  try {
    return await embedder.embed(documents, (done, total) => onProgress('embedding-documents', done, total));
  } finally {
    await embedder.destroy();
  }
}
