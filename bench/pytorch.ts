/** The figures that bench/pytorch.py wrote, merged into ours. */
import { readFileSync } from 'node:fs';
import { z } from 'zod/mini';
import { requireSameLosses } from './measure.ts';
import type { CaseReport, RivalName } from './report.ts';

const milliseconds = z.number().check(z.positive());
const measured = z.object({
  ms: milliseconds,
  range: z.tuple([milliseconds, milliseconds]),
  losses: z.array(z.number()),
});
const schema = z.object({
  pytorch: z.string(),
  device: z.string(),
  date: z.string(),
  cases: z.array(z.object({ name: z.string(), eager: measured, graph: z.optional(measured) })),
});

export type PytorchReport = z.infer<typeof schema>;

/** Throws an error of one line if the text is not what bench/pytorch.py writes. `file`: its name, for the error. */
export function parsePytorch(text: string, file: string): PytorchReport {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(`${file} is not JSON: give --pytorch the file that bench/pytorch.py wrote.`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  const where = path.length > 0 ? path.join('.') : 'the whole';
  throw new Error(`${file} is not what bench/pytorch.py writes (${where}: ${message}).`);
}

/** Throws an error of one line if the file cannot be read or is not what bench/pytorch.py writes. */
export function readPytorch(file: string): PytorchReport {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`--pytorch ${file} cannot be read: ${(error as Error).message}`);
  }
  return parsePytorch(text, file);
}

/** One line: version, device and date. */
export const pytorchOf = ({ pytorch, device, date }: PytorchReport): string => `${pytorch} on ${device}, ${date}`;

/** The report with PyTorch's times and our ratio to them. If its losses differ from ours, there is a note instead of a ratio. */
export function withPytorch(report: CaseReport, pytorch: PytorchReport): CaseReport {
  const row = pytorch.cases.find(({ name }) => name === report.name);
  if (!row) return report;
  const peers = { ...report.peers };
  const ratio = { ...report.ratio };
  const notes = [...(report.notes ?? [])];
  const add = (rival: RivalName, figures: PytorchReport['cases'][number]['graph']) => {
    if (!figures) return;
    try {
      requireSameLosses(report.ours.losses ?? [], figures.losses, rival);
    } catch (error) {
      notes.push(`${rival} left out: ${(error as Error).message}`);
      return;
    }
    peers[rival] = figures;
    ratio[rival] = report.ours.ms / figures.ms;
  };
  add('pytorch', row.eager);
  add('pytorchGraph', row.graph);
  return { ...report, peers, ratio, ...(notes.length > 0 && { notes }) };
}
