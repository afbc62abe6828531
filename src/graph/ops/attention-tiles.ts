/** Attention with tiles in workgroup memory: one dispatch forward, and one or two backward. For graphics cards; see `gpu/kernels/attention-tiles.ts`. */
import {
  type AttentionTiles,
  attentionTilesText,
  forwardNeeds,
  type TileNeeds,
} from '../../gpu/kernels/attention-tiles.ts';
import {
  attentionBackwardTilesText,
  attentionPartsText,
  backwardNeeds,
} from '../../gpu/kernels/attention-tiles-backward.ts';
import type { DispatchRequest, Recorder } from '../../gpu/plan.ts';
import { workgroupSize } from '../../gpu/shader.ts';
import type { GradientSlot } from '../op.ts';
import type {
  AttentionBackwardRequest,
  AttentionRequest,
  AttentionShape,
  AttentionVariant,
} from './attention-variants.ts';

type Tile = Pick<AttentionTiles, 'queryTile' | 'keyTile'>;

/** The most invocations that every adapter allows in a workgroup. */
const maxInvocations = 256;
/** Most bytes of the parts of ∂q that several workgroups of a head write. */
const maxPartBytes = 2 ** 26;

/**
 * Tiles of the two passes, the best first. Large ones load less per multiplication, but 32 rows still keep enough workgroups busy. Square ones have
 * work for every invocation. In the backward pass each tile of keys reads all queries.
 */
const forwardTiles = tilesOf([32, 16, 8, 4], [32, 16, 8, 4]).sort(
  (a, b) =>
    b.queryTile * b.keyTile - a.queryTile * a.keyTile ||
    Math.abs(a.queryTile - a.keyTile) - Math.abs(b.queryTile - b.keyTile),
);
const backwardTiles = tilesOf([16, 8, 4], [64, 32, 16, 8, 4]).sort((a, b) => b.keyTile - a.keyTile);

function tilesOf(queryTiles: number[], keyTiles: number[]): Tile[] {
  return queryTiles.flatMap((queryTile) => keyTiles.map((keyTile) => ({ queryTile, keyTile })));
}

/**
 * @param limits.bytes workgroup memory that a kernel may use
 * @param limits.workgroups if there are fewer heads, the keys of each are split among several workgroups of the backward pass
 */
export function attentionTiles(name: string, limits: { bytes: number; workgroups: number }) {
  const best = (tiles: Tile[], needs: (tile: Tile & { size4: number }) => TileNeeds, size: number) =>
    tiles.find((tile) => {
      const { invocations, bytes } = needs({ ...tile, size4: size / 4 });
      return invocations <= maxInvocations && bytes <= limits.bytes;
    });
  const forwardTile = (size: number) => best(forwardTiles, forwardNeeds, size);
  const backwardTile = (size: number) => best(backwardTiles, backwardNeeds, size);
  const forward: AttentionVariant<AttentionRequest> = {
    name,
    fits: ({ size }) => forwardTile(size) !== undefined,
    record: (recorder, request) => recordTiles(recorder, request, forwardTile(request.program.size)!),
  };
  const backward: AttentionVariant<AttentionBackwardRequest> = {
    name,
    fits: ({ size }) => backwardTile(size) !== undefined,
    record(recorder, request) {
      const tile = backwardTile(request.program.size)!;
      recordTilesBackward(recorder, request, tile, splitsOf(request.program, tile, limits.workgroups));
    },
  };
  return { forward, backward };
}

function splitsOf({ rows, heads, queryCount, keyCount, size }: AttentionShape, { keyTile }: Tile, workgroups: number) {
  const wanted = Math.ceil(workgroups / (rows * heads));
  const allowed = Math.floor(maxPartBytes / (4 * rows * heads * queryCount * size));
  return Math.max(1, Math.min(wanted, allowed, Math.ceil(keyCount / keyTile)));
}

function recordTiles(recorder: Recorder, { program, out, saved }: AttentionRequest, tile: Tile): void {
  const { rows, heads, queryCount } = program;
  const tiles = Math.ceil(queryCount / tile.queryTile);
  recorder.dispatch({
    kernel: { name: 'attention tiles', source: attentionTilesText(textShape(program, tile)) },
    constants: { ...constantsOf(program), TILES: tiles },
    bindings: {
      ...program.bindings,
      out: { slot: out, element: 'vec4f' },
      saved: { slot: saved, element: 'f32' },
    },
    threads: rows * heads * tiles * workgroupSize,
  });
}

function recordTilesBackward(
  recorder: Recorder,
  { program, out, saved, gradient, into }: AttentionBackwardRequest,
  tile: Tile,
  splits: number,
): void {
  const { packed, rows, heads, queryCount, keyCount, size } = program;
  const [[queryName, queries]] = Object.entries(into.queries) as [[string, GradientSlot]];
  const absent = { dKeysValues: { slot: recorder.scratch(2 * rows * keyCount * heads * size), accumulate: false } };
  const [[keyName, keys]] = Object.entries(into.keys ?? absent) as [[string, GradientSlot]];
  const parts = splits > 1 && recorder.scratch(splits * rows * queryCount * heads * size, 'attention parts');
  const targets: DispatchRequest['bindings'] = {
    // in the packed layout the two are one
    ...(!(parts && !packed) && { [queryName]: { slot: queries.slot, element: 'vec4f' } }),
    [keyName]: { slot: keys.slot, element: 'vec4f' },
    ...(parts && { parts: { slot: parts, element: 'vec4f' } }),
  };
  const width = (heads * size) / 4;
  recorder.dispatch({
    kernel: { name: 'attention-backward tiles', source: attentionBackwardTilesText(textShape(program, tile)) },
    constants: {
      ...constantsOf(program),
      TILES: Math.ceil(keyCount / tile.keyTile),
      SPLITS: splits,
      ACCUMULATE_QUERIES: Number(queries.accumulate),
      ACCUMULATE_KEYS: Number(keys.accumulate),
    },
    bindings: {
      ...program.bindings,
      out: { slot: out, element: 'vec4f' },
      saved: { slot: saved, element: 'f32' },
      gradient: { slot: gradient, element: 'vec4f' },
      ...targets,
    },
    threads: rows * heads * splits * workgroupSize,
  });
  if (!parts) return;
  recorder.dispatch({
    kernel: { name: 'attention-parts', source: attentionPartsText },
    constants: {
      SPLITS: splits,
      D4: width,
      WIDTH: packed ? 3 * width : width,
      ACCUMULATE: Number(queries.accumulate),
    },
    bindings: { parts: { slot: parts, element: 'vec4f' }, into: { slot: queries.slot, element: 'vec4f' } },
    threads: rows * queryCount * width,
  });
}

const textShape = ({ packed, size }: AttentionShape, tile: Tile): AttentionTiles => ({
  ...tile,
  packed,
  size4: size / 4,
});

const constantsOf = ({ constants, heads, size }: AttentionRequest['program']) => ({
  ...constants,
  H: heads,
  D4: (heads * size) / 4,
  SCALE_F: 1 / Math.sqrt(size),
});
