/** Records in JSON: one in each line (JSON Lines), or a list of them in one file. */
import { jsonLinesOf, jsonOf } from '../corpus/lines.ts';
import { headOf, type Place } from './build.ts';

/** A value and its place; a record of a list is named by its number, because the lines of a parsed file are unknown. */
export interface JsonRecord {
  place: Place;
  value: unknown;
}

/** @throws RetrogradError `bad-corpus` if it is not JSON */
export function* jsonRecordsOf(bytes: Uint8Array, file: string): Generator<JsonRecord> {
  if (/^\s*\[\s*\{/.test(headOf(bytes))) {
    for (const [i, value] of (jsonOf(bytes, file) as unknown[]).entries()) {
      yield { place: { file: `${file}, record ${i + 1}` }, value };
    }
  } else for (const { line, value } of jsonLinesOf(bytes, file)) yield { place: { file, line }, value };
}

/** The first record of a file, if it is an object. It never throws. */
export function firstRecord(bytes: Uint8Array): Record<string, unknown> | undefined {
  if (!/^\s*(\[\s*)?\{/.test(headOf(bytes))) return undefined;
  try {
    for (const { value } of jsonRecordsOf(bytes, '')) {
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? (value as Record<string, unknown>)
        : undefined;
    }
  } catch {
    // It is shown again where the file is read.
  }
  return undefined;
}
