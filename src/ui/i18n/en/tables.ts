/** Words of the tables behind the charts. */

import { count, whole } from './numbers.ts';

export const tables = {
  of: (chart: string) => `${chart} as a table`,
  empty: 'Nothing is measured yet.',
  all: (rows: number) => `All ${count(rows, 'row', 'rows')}`,
  some: (rows: number, of: number) => `${whole(rows)} of ${whole(of)} rows, spread evenly`,
  moment: 'Moment',
  plan: 'Work',
  blocks: 'Blocks',
  time: 'Time',
  mean: 'Each',
};
