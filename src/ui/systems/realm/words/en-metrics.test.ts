import { describe, expect, it } from 'vitest';
import { defaultRealmConfig as defaultConfig, type RealmConfig } from '../../../../systems/realm/settings.ts';
import { type Definition, wordingText } from '../../../i18n/definition.ts';
import { metrics as partMetrics } from '../picture/words/en-metrics.ts';
import { metrics as own } from './en-metrics.ts';

const metrics: Record<keyof typeof own | keyof typeof partMetrics, Definition<RealmConfig>> = {
  ...own,
  ...partMetrics,
};

const realm = (changes: Partial<RealmConfig['realm']>): RealmConfig => ({
  ...defaultConfig,
  realm: { ...defaultConfig.realm, ...changes },
});
const text = (metric: keyof typeof metrics, config: RealmConfig) => wordingText(metrics[metric].text, config);
const formula = (metric: keyof typeof metrics, config: RealmConfig) => wordingText(metrics[metric].formula!, config);

describe('definitions say what holds for the run', () => {
  it('entropy: the number of candidates', () => {
    expect(text('entropy', realm({ candidates: 5 }))).toContain('log 5 ≈ 1.61');
    expect(text('entropy', defaultConfig)).toContain('log 8 ≈ 2.08');
  });

  it.each([
    [{}, 'f(x,z) = e(x) · e(z) / √d'],
    [{ temperature: 0.5 }, 'f(x,z) = e(x) · e(z) / (√d · τ)'],
    [{ scoreScale: 'linear' }, 'f(x,z) = e(x) · e(z) / d'],
    [{ scoreScale: 'none' }, 'f(x,z) = e(x) · e(z)'],
    [{ scoreScale: 'none', temperature: 2 }, 'f(x,z) = e(x) · e(z) / τ'],
  ] satisfies [Partial<RealmConfig['realm']>, string][])('score: %j', (changes, shown) => {
    const config = realm(changes);
    expect(formula('score', config)).toBe(shown);
    expect(text('score', config)).toContain(`${config.realm.temperature}.`);
    expect(text('score', config).includes('square root')).toBe(shown.includes('√'));
  });

  it('score: the dimension of the embeddings', () => {
    const config = { ...defaultConfig, retriever: { ...defaultConfig.retriever, projection: 48 } };
    expect(text('score', config)).toContain('d = 48');
  });

  it('r(z) and the loss: the objective', () => {
    expect(formula('gradient', defaultConfig)).toBe('r(z) = [p(y|z,x) / p(y|x) − 1] · p(z|x)');
    expect(formula('gradient', realm({ objective: 'token' }))).toContain('mean over j of [p(y_j|z,x) / p(y_j|x) − 1]');
    expect(formula('loss', defaultConfig)).toBe('joint: −log Σ p(z|x) Π p(y_j|z,x)');
    const kept = { ...defaultConfig, joint: { ...defaultConfig.joint, realmWeight: 2, ictWeight: 0.5 } };
    expect(formula('loss', kept)).toBe('joint: 2 · (−log Σ p(z|x) Π p(y_j|z,x)) + 0.5 · ICT');
    expect(text('heldOutLogLikelihood', defaultConfig)).toContain('It is the objective of joint training.');
    const weighted = { ...defaultConfig, joint: { ...defaultConfig.joint, realmWeight: 2 } };
    expect(formula('loss', weighted)).toBe('joint: 2 · (−log Σ p(z|x) Π p(y_j|z,x)) + 0 · ICT');
    expect(text('heldOutLogLikelihood', kept)).toContain('a part of the objective');
    expect(formula('loss', realm({ objective: 'token' }))).toContain('mean over j of log Σ p(z|x) p(y_j|z,x)');
    expect(formula('gradientSum', defaultConfig)).toBe('Σ r(z) = Σ p(z|y,x) − Σ p(z|x) = 1 − 1 = 0');
    expect(formula('gradientSum', realm({ objective: 'token' }))).toContain('mean over j of Σ p(z|y_j,x)');
    expect(formula('partUpdate', defaultConfig)).toBe('∇ log p(y|x) = Σ r(z) ∇f(x,z)');
    expect(formula('partUpdate', realm({ objective: 'token' }))).toBe('mean over j of ∇ log p(y_j|x) = Σ r(z) ∇f(x,z)');
  });

  it('p(null) and RU: whether there is a null document', () => {
    for (const metric of ['nullProbability', 'utility', 'retrievalUtility', 'exampleNull'] as const) {
      expect(text(metric, defaultConfig)).not.toContain('no null document');
      expect(text(metric, realm({ nullDocument: false }))).toContain('no null document');
    }
  });

  it('examples and accuracy: masking, and which subjects are held out', () => {
    const config: RealmConfig = {
      ...defaultConfig,
      masking: { ...defaultConfig.masking, strategy: 'uniform' },
      evaluation: { ...defaultConfig.evaluation, holdOutEvery: 3 },
    };
    expect(text('heldOutExamples', defaultConfig)).toContain('every 5th subject');
    expect(text('heldOutExamples', config)).toContain('every 3rd subject');
    expect(text('trainingExamples', defaultConfig)).toContain('salient spans');
    expect(text('trainingExamples', config)).toContain('uniformly drawn tokens');
    expect(text('heldOutAccuracy', config)).toContain('Training masks uniformly drawn tokens');
  });

  it('ranks by BM25: what is left out', () => {
    expect(text('lexicalRank', defaultConfig)).toContain('The source of x is left out.');
    expect(text('lexicalRank', realm({ allowTrivial: true }))).toContain('The source of x is ranked as well.');
    expect(text('lexicalRank', realm({ otherLanguage: true }))).toContain(
      'Documents in the language of x are left out.',
    );
  });

  it('the index: approximate or exact', () => {
    const exact: RealmConfig = { ...defaultConfig, index: { ...defaultConfig.index, kind: 'exact' } };
    expect(formula('indexRecall', defaultConfig)).toContain('HNSW');
    expect(formula('indexRecall', exact)).not.toContain('HNSW');
  });
});
