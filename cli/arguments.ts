/** Reads the arguments of a command. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { RetrogradError } from '../src/util/errors.ts';

/** Named options alone. Throws `bad-option`, in one line, for an option that is not among these or has no value. */
export function parseOptions<const O extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: O) {
  return parsed(args, options, false).values;
}

/** Named options and one argument without a name. Throws `bad-option`, in one line; `name`: what the argument is. */
export function parseArgument<const O extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: O,
  name: string,
) {
  const { values, positionals } = parsed(args, options, true);
  if (positionals.length > 1) {
    throw new RetrogradError(
      'bad-option',
      `There is one ${name}, not ${positionals.length}: ${positionals.join(', ')}. See --help.`,
    );
  }
  return { ...values, argument: positionals[0] };
}

/** Named options and arguments without a name. Throws `bad-option`, in one line. */
export function parseArguments<const O extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: O) {
  const { values, positionals } = parsed(args, options, true);
  return { ...values, arguments: positionals };
}

function parsed<const O extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: O,
  allowPositionals: boolean,
) {
  try {
    return parseArgs({ args, strict: true, allowPositionals, options });
  } catch (error) {
    throw new RetrogradError('bad-option', `${(error as Error).message.split('\n')[0]} See --help.`);
  }
}
