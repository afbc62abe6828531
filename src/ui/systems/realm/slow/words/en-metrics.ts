/** Definitions of the numbers of the page Slow motion, in English. */
import type { RealmConfig } from '../../../../../systems/realm/settings.ts';
import type { Definition } from '../../../../i18n/definition.ts';

const objective = ({ realm }: RealmConfig) =>
  realm.objective === 'token' ? 'the mean over j of log p(y_j|x)' : 'log p(y|x)';

export const metrics = {
  predictedChange: {
    name: 'Predicted change of the score',
    short: 'Δf predicted',
    formula: 'Δf(x,z) − Σ p(z′|x) Δf(x,z′),  Δf(x,z) ≈ η Σ K(z,z′) r(z′),  K(z,z′) = ⟨∂f(x,z)/∂θ, ∂f(x,z′)/∂θ⟩',
    text: (config: RealmConfig) =>
      `What one plain gradient step on this example alone would do, to first order: the retriever’s parameters θ follow η ∂/∂θ of ${objective(config)}. The run takes another step: the batch has more examples, and AdamW gives every parameter a step size of its own. So compare sign and order with the actual change, not size. Number and bar leave out the shift that all candidates share.`,
  },
  actualChange: {
    name: 'Actual change of the score',
    short: 'Δf actual',
    formula: 'Δf(x,z) − Σ p(z′|x) Δf(x,z′),  Δf(x,z) = f(x,z) after the step − f(x,z) before it',
    text: 'What the training step of the run did to the score of this document. Number and bar leave out the shift that all candidates share.',
  },
  moved: {
    name: 'How far the embedding moved',
    short: '‖Δe‖',
    formula: '‖e′ − e‖, and the cosine of e and e′',
    text: 'The distance between the embedding before the step and after it, and the cosine of the angle between the two: 1 is the same direction.',
  },
  sharedShift: {
    name: 'Shift that all scores share',
    short: 'Shared shift of f',
    formula: 'Σ p(z|x) Δf(x,z), predicted and actual',
    text: 'The mean change of the scores, weighted by p(z|x). It changes no probability, because a softmax depends on differences alone.',
  },
  sameSigns: {
    name: 'Same sign',
    formula: 'sign of Δf(x,z) − Σ p(z′|x) Δf(x,z′), predicted and actual',
    text: 'For how many candidates Δf actual has the sign of Δf predicted, as the numbers stand in the table: the shift that all scores share is left out.',
  },
  rankCorrelation: {
    name: 'Spearman’s rank correlation',
    short: 'Same order',
    formula: 'correlation of the ranks of Δf predicted and Δf actual',
    text: 'Whether the scores that were predicted to rise most did rise most: 1 is the same order, 0 no relation, −1 the opposite order.',
  },
  stepRate: {
    name: 'Learning rate of the retriever',
    short: 'η',
    text: 'The learning rate of the retriever’s parameters at the next step. It rises and falls over the joint phase.',
  },
} satisfies Record<string, Definition<RealmConfig>>;
