/**
 * The command behind `npm run bench:inputs -- DIR`: writes the language models of the benchmark for bench/pytorch.py. For each case NAME.json has
 * sizes, optimiser, batches and the parameters' names and shapes; NAME.f32 has the initial values in that order, row-major, little-endian.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeJson } from './command.ts';
import { adam, layerNormEpsilon, trainingCases, workload } from './workloads.ts';

/** Exit status: 0 done, 2 bad options. */
export async function main(args: string[]): Promise<number> {
  const [folder, ...others] = args;
  if (!folder || folder.startsWith('-') || others.length > 0) {
    console.error('npm run bench:inputs -- DIR: writes the inputs of bench/pytorch.py into DIR, about 120 MB');
    return 2;
  }
  mkdirSync(folder, { recursive: true });
  for (const name of trainingCases) {
    const work = workload(name);
    if (work.kind !== 'language-model') continue;
    const { config, batches } = work;
    const parameters = work.parameters.map(({ name, shape }) => ({ name, shape }));
    writeJson(join(folder, `${name}.json`), { name, config, adam, layerNormEpsilon, parameters, batches });
    writeFileSync(
      join(folder, `${name}.f32`),
      Buffer.concat(
        work.parameters.map(({ initial }) => Buffer.from(initial.buffer, initial.byteOffset, initial.byteLength)),
      ),
    );
    console.log(`${join(folder, name)}.json and .f32`);
  }
  return 0;
}
