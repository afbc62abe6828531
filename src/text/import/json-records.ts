/** Records in JSON: one in each line (JSON Lines), or lists of them in one file. */
import { jsonLinesOf, jsonOf } from '../corpus/lines.ts';
import { headOf, type Place } from './build.ts';

/** A value and its place; a record of a list is named by its number, because the lines of a parsed file are unknown. */
export interface JsonRecord {
  place: Place;
  value: unknown;
}

/** @throws RetrogradError `bad-corpus` if it is not JSON */
export function* jsonRecordsOf(bytes: Uint8Array, file: string): Generator<JsonRecord> {
  const head = headOf(bytes);
  if (/^\s*\[\s*\{/.test(head)) yield* listed(jsonOf(bytes, file) as unknown[], file, 'record');
  else if (isWrapped(head)) {
    const lists = Object.entries(jsonOf(bytes, file) as Record<string, unknown>).filter(([, value]) => isList(value));
    for (const [key, list] of lists) yield* listed(list as unknown[], file, `${key}, record`);
  } else for (const { line, value } of jsonLinesOf(bytes, file)) yield { place: { file, line }, value };
}

function* listed(values: readonly unknown[], path: string, what: string): Generator<JsonRecord> {
  for (const [i, value] of values.entries()) yield { place: { file: `${path}, ${what} ${i + 1}`, path }, value };
}

const isList = (value: unknown) => Array.isArray(value) && typeof value[0] === 'object' && value[0] !== null;

/** Whether a file is one object that holds its records in a list, below keys such as `version`: `{"data": [{…}, …]}`. A record itself has a text or a question. */
function isWrapped(head: string): boolean {
  const [, before] = wrapper.exec(head) ?? [];
  return before !== undefined && !/"(?:text|context|contents|question|query)"\s*:/i.test(before);
}

const wrapper =
  /^\s*\{((?:\s*"[^"\\]*"\s*:\s*(?:"(?:[^"\\]|\\.)*"|[-+.\deE]+|true|false|null)\s*,)*)\s*"(?:data|rows|records|items|examples|documents|passages|articles|corpus|questions)"\s*:\s*\[\s*\{/;

/** The first record of a file, if it is an object. It never throws. */
export function firstRecord(bytes: Uint8Array): Record<string, unknown> | undefined {
  return /^\s*(\[\s*)?\{/.test(headOf(bytes)) ? firstObject(jsonRecordsOf(bytes, '')) : undefined;
}

/** The object in the first line of a file, whatever follows; undefined if that line is none by itself. It never throws. */
export function firstLineRecord(bytes: Uint8Array): Record<string, unknown> | undefined {
  return /^\s*\{/.test(headOf(bytes)) ? firstObject(jsonLinesOf(bytes, '')) : undefined;
}

function firstObject(values: Iterable<{ value: unknown }>): Record<string, unknown> | undefined {
  try {
    for (const { value } of values) {
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? (value as Record<string, unknown>)
        : undefined;
    }
  } catch {
    // It is shown again where the file is read.
  }
  return undefined;
}
