/** What the picture tells of an example: the numbers of the view that the table shows, written as the table writes them. */
import type { RefreshRecord } from '../../../../state/refreshes.ts';
import type { RealmConfig } from '../../../../systems/realm/settings.ts';
import type { CandidateView, ExampleView } from '../../../../systems/realm/views.ts';
import { type DocumentColour, documentColours } from '../../../documents/document-colours.ts';
import type { Formats } from '../../../format.ts';
import { shownShare } from '../../../shown-share.ts';
import { byPrior } from '../excerpt.ts';
import { type GradientSign, gradientSign } from '../gradient-scale.ts';
import { shownDigits } from '../shown-digits.ts';
import { workedGradient, workedLog, workedMarginalOf, workedPrior } from '../worked.ts';
import { ageAt } from './serving.ts';

export interface RowFacts {
  /** Names the row among the candidates. */
  key: string;
  candidate: CandidateView;
  title: string;
  colour: DocumentColour;
  sign: GradientSign | undefined;
  /** f(x,z), p(z|x), p(y|z,x) and r(z) as they are shown. */
  score: string;
  prior: string;
  likelihood: string;
  gradient: string;
  worked: { prior: string | undefined; likelihood: string | undefined; gradient: string | undefined };
}

export interface PictureFacts {
  example: ExampleView;
  /** Sorted by p(z|x), as in the table. */
  rows: readonly RowFacts[];
  /** The row that the sentences speak of: the opened one, or the one with the largest |r(z)|. */
  focus: RowFacts;
  /** Documents that the index has found: the candidates but the null document. */
  found: number;
  hasNull: boolean;
  /** Documents in the index; null if that is not known. */
  documents: number | null;
  /** Steps; null outside joint training. */
  indexAge: number | null;
  marginal: string;
  /** p(y|x) as the sum, and from its logarithm. */
  workedMarginal: string;
  /** Rows whose score rises, and falls. */
  raised: readonly RowFacts[];
  lowered: readonly RowFacts[];
}

export interface FactsOptions {
  config: RealmConfig;
  refreshes: readonly RefreshRecord[];
  documents: number | null;
  /** The opened document (`nullDocument` for the null document), or null. */
  opened: string | null;
  format: Formats;
  names: { nullTitle: string; untitled: string };
}

export function pictureFacts(
  example: ExampleView,
  { config, refreshes, documents, opened, format, names }: FactsOptions,
): PictureFacts {
  const { candidates, logMarginal } = example;
  const { objective } = config.realm;
  const marginal = Math.exp(logMarginal);
  const digits = shownDigits(example, objective, format);
  const share = (value: number) => shownShare(value, format, digits.share);
  const colours = documentColours(candidates.map(({ document }) => document));
  const rows = byPrior(candidates).map((candidate, i): RowFacts => {
    const { document, title, score, prior, likelihood, gradient } = candidate;
    return {
      key: `${document ?? ''} ${i}`,
      candidate,
      title: document === null ? names.nullTitle : title || names.untitled,
      colour: colours.get(document)!,
      sign: gradientSign(gradient),
      score: format.number(score, digits.score),
      prior: share(prior),
      likelihood: share(likelihood),
      gradient: format.signed(gradient),
      worked: {
        prior: workedPrior(candidate, candidates, digits.score, format),
        likelihood: workedLog('p(y|z,x)', Math.log(likelihood), format),
        gradient: workedGradient(candidate, marginal, objective, format),
      },
    };
  });
  const strongest = rows.toSorted((a, b) => Math.abs(b.candidate.gradient) - Math.abs(a.candidate.gradient))[0]!;
  const focus = rows.find(({ candidate }) => opened !== null && (candidate.document ?? '') === opened) ?? strongest;
  const hasNull = candidates.some(({ document }) => document === null);
  return {
    example,
    rows,
    focus,
    found: candidates.length - Number(hasNull),
    hasNull,
    documents,
    indexAge: ageAt(refreshes, example),
    marginal: shownShare(marginal, format, digits.marginal),
    workedMarginal: workedMarginalOf(example, format),
    raised: rows.filter(({ sign }) => sign === 'positive'),
    lowered: rows.filter(({ sign }) => sign === 'negative'),
  };
}

/** Width in px of the arrow of an r(z): the same for the same value in every example. `limit`: the largest |r(z)| there can be. */
export function arrowWidth(gradient: number, limit: number): number {
  return 1 + (11 * Math.min(Math.abs(gradient), limit)) / limit;
}
