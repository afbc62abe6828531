/** A passage of the corpus in other words, for one question of the masking lab: what is retrieved and read then depends on its new text. */
import type { PreparedCorpus } from '../../run/prepare.ts';
import { documentTokens } from '../../run/sequences.ts';
import { packSequences, sequenceAt, sequenceCount } from '../../text/tokenizer/tokens.ts';
import type { LabEdit } from './lab-records.ts';

/**
 * The corpus with the edited passage; the given one is not changed. The passage keeps its identity, so that a source stays barred. Indexes and BM25
 * know its old words: they decide whether it becomes a candidate. An edit that names no passage changes nothing.
 */
export function withEdit(prepared: PreparedCorpus, edit: LabEdit | null): PreparedCorpus {
  const { blocks, documents, tokenizer, corpus, lengths } = prepared;
  const number = edit
    ? blocks.findIndex(({ document, text }) => corpus.documents[document]!.id === edit.document && text === edit.before)
    : -1;
  if (!edit || number < 0) return prepared;
  const block = blocks[number]!;
  const room = blocks.reduce((longest, { body }) => Math.max(longest, body.length), 0);
  const body = tokenizer.encode(edit.text).ids.slice(0, room);
  const title = tokenizer.encode(block.title).ids;
  const sequence = documentTokens(title, body, tokenizer.special, lengths.document);
  return {
    ...prepared,
    blocks: blocks.with(number, { ...block, text: edit.text, bodyText: edit.text, body }),
    documents: packSequences(
      Array.from({ length: sequenceCount(documents) }, (_, i) => (i === number ? sequence : sequenceAt(documents, i))),
    ),
  };
}
