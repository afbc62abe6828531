/** What the parts of the picture are, beside the definitions of the numbers, in English. */
import type { RealmConfig } from '../../../../../systems/realm/settings.ts';
import type { Definition } from '../../../../i18n/definition.ts';
import { whole } from '../../../../i18n/en/numbers.ts';

const searches = ({ index }: RealmConfig) => (index.kind === 'exact' ? 'exact search' : 'HNSW');

export const metrics = {
  partSentence: {
    name: 'Masked sentence x',
    short: 'x',
    text: 'A sentence of the corpus whose masked words y are to be told. It is the query of the retriever, and the reader reads it beside each candidate.',
  },
  partQuery: {
    name: 'Query embedder',
    short: 'Embed_input',
    formula: 'e(x) = Embed_input(x)',
    text: ({ retriever: { projection, separate } }) =>
      `It turns x into a vector of d = ${projection} numbers. ${separate ? 'Its parameters are its own.' : 'In this run it shares its parameters θ with Embed_doc.'}`,
  },
  partDocuments: {
    name: 'Document embedder',
    short: 'Embed_doc',
    formula: 'e(z) = Embed_doc(z)',
    text: 'It turns a document into a vector. The candidates are embedded anew with the newest parameters θ at every step; all documents only when the index is built.',
  },
  partIndex: {
    name: 'Index',
    formula: 'the documents z with the largest e(x) · e(z), embedded with the snapshot θ′',
    text: (config) =>
      `It finds the nearest documents of the query by ${searches(config)}. Its embeddings are those of the snapshot θ′, so they are as old as the index. The source of x is ${config.realm.allowTrivial ? 'allowed' : 'left out'}.`,
  },
  partReader: {
    name: 'Reader',
    short: 'Reader',
    formula: 'input: [CLS] x [SEP] z [SEP]',
    text: 'It reads x together with one candidate at a time, and gives a probability to the words at each mask.',
  },
  partUpdate: {
    name: 'Back into the retriever',
    short: 'θ',
    formula: ({ realm }) =>
      realm.objective === 'token' ? 'mean over j of ∇ log p(y_j|x) = Σ r(z) ∇f(x,z)' : '∇ log p(y|x) = Σ r(z) ∇f(x,z)',
    text: 'A step of training moves the parameters of both embedders so that f(x,z) rises where r(z) is positive and falls where it is negative. The thicker the arrow, the larger |r(z)|; the scale is the same for every example.',
  },
  partTrainer: {
    name: 'Trainer',
    text: 'It takes the steps. Candidates come from the index that serves; p(z|x) and the gradient use the newest parameters.',
  },
  partBuilder: {
    name: 'Index builder',
    text: ({ joint: { refreshEvery } }) =>
      refreshEvery === 0
        ? 'It builds the first index. This run never refreshes it.'
        : `Every ${whole(refreshEvery)} steps it gets a copy of the parameters, embeds all documents with it and builds an index, while the trainer goes on. Then the new index takes the place of the old one.`,
  },
} satisfies Record<string, Definition<RealmConfig>>;
