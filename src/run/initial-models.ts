/** The initial values of a run that begins with the models of another run. */
import type { ParameterRegistry } from '../models/registry.ts';
import { sentence } from '../util/sentence.ts';
import { badCheckpoint } from './checkpoint.ts';
import type { CheckpointFiles } from './records.ts';
import { readSafetensors } from './safetensors.ts';

/**
 * Puts the values of a checkpoint in place of the initial values of parameters of the same names, before the engine is made. A table of positions may
 * have more rows here; the further rows keep their own values, and so do parameters that the checkpoint does not have. Throws `bad-checkpoint` for
 * models of other shapes, and if no parameter has a name of `required`, prefixes of which each must be found.
 */
export function beginWithModels(
  registry: ParameterRegistry,
  { weights }: CheckpointFiles,
  required: readonly string[],
): void {
  const { tensors } = readSafetensors(weights);
  const specs = registry.list().filter(({ name }) => tensors.has(name));
  const missing = required.find((prefix) => !specs.some(({ name }) => name.startsWith(prefix)));
  if (missing !== undefined) {
    throw badCheckpoint(sentence`model.safetensors: there is no tensor ${missing}.`);
  }
  for (const { name, shape } of specs) {
    const found = tensors.get(name)!.shape;
    const [rows, ...rest] = found;
    const fits = shape.join() === found.join();
    const isPart = name.endsWith('positions') && rest.join() === shape.slice(1).join() && rows! < shape[0]!;
    if (!fits && !isPart) {
      throw badCheckpoint(
        sentence`model.safetensors: ${name} is (${found.join(', ')}), this model has (${shape.join(', ')}).`,
      );
    }
  }
  for (const { name, initial } of specs) initial.set(tensors.get(name)!.data);
}
