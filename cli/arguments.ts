/** Reads the arguments of a command, all of them named options. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { RetrogradError } from '../src/util/errors.ts';

/** Throws `bad-option`, in one line, for an option that is not among these or has no value. */
export function parseOptions<const O extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: O) {
  try {
    return parseArgs({ args, strict: true, allowPositionals: false, options }).values;
  } catch (error) {
    throw new RetrogradError('bad-option', `${(error as Error).message.split('\n')[0]} See --help.`);
  }
}
