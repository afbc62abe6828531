/** A layer of encoder and decoder each, in plain loops: what `encoder-decoder.ts` is tested against. */

type Rows = number[][];
type Values = Record<string, ArrayLike<number>>;

/**
 * One pair with the parameters of `encoderDecoder` → logits (Tt, V) and the weights of cross attention (H, Tt, Ts). Pre-LN, tanh form of GELU, ε 1e-5, output
 * tied.
 */
export function plainEncoderDecoder(values: Values, heads: number, source: number[], prefix: number[]) {
  const value = (name: string) => Array.from(values[name]!);
  const d = value('encoder.finalNorm.gain').length;
  const tokens = rowsOf(value('tokens'), d);
  const positions = rowsOf(value('positions'), d);
  const product = (name: string, x: Rows) => {
    const bias = value(`${name}.bias`);
    const weight = rowsOf(value(`${name}.weight`), bias.length);
    return x.map((row) => bias.map((b, out) => row.reduce((sum, xi, i) => sum + xi * weight[i]![out]!, b)));
  };
  const norm = (name: string, x: Rows) => {
    const [gain, bias] = [value(`${name}.gain`), value(`${name}.bias`)];
    return x.map((row) => {
      const mean = row.reduce((a, b) => a + b) / d;
      const variance = row.reduce((sum, xi) => sum + (xi - mean) ** 2, 0) / d;
      return row.map((xi, i) => ((xi - mean) / Math.sqrt(variance + 1e-5)) * gain[i]! + bias[i]!);
    });
  };
  const attend = (q: Rows, k: Rows, v: Rows, isCausal: boolean) => {
    const size = d / heads;
    const mixed = q.map((): number[] => []);
    const weights = Array.from({ length: heads }, (_, h) => {
      const part = (row: number[]) => row.slice(h * size, (h + 1) * size);
      return q.map((query, i) => {
        const scores = k.map((key, j) => (isCausal && j > i ? 0 : Math.exp(dot(part(query), part(key)) / size ** 0.5)));
        const sum = scores.reduce((a, b) => a + b);
        const shares = scores.map((score) => score / sum);
        mixed[i]!.push(
          ...part(q[0]!).map((_x, c) =>
            dot(
              shares,
              v.map((row) => part(row)[c]!),
            ),
          ),
        );
        return shares;
      });
    });
    return { mixed, weights };
  };
  const own = (stack: string, x: Rows) => {
    const qkv = product(`${stack}.0.attn.qkv`, norm(`${stack}.0.norm1`, x));
    const [q, k, v] = [0, 1, 2].map((part) => qkv.map((row) => row.slice(part * d, (part + 1) * d))) as [
      Rows,
      Rows,
      Rows,
    ];
    return plus(x, product(`${stack}.0.attn.out`, attend(q, k, v, stack === 'decoder').mixed));
  };
  const feedForward = (stack: string, x: Rows) => {
    const inner = product(`${stack}.0.ffn.in`, norm(`${stack}.0.norm2`, x)).map((row) => row.map(gelu));
    return norm(`${stack}.finalNorm`, plus(x, product(`${stack}.0.ffn.out`, inner)));
  };
  const embedded = (ids: number[]) => ids.map((id, t) => tokens[id]!.map((x, c) => x + positions[t]![c]!));

  const memory = feedForward('encoder', own('encoder', embedded(source)));
  const y = own('decoder', embedded(prefix));
  const pairs = product('decoder.0.cross.keysValues', memory);
  const queries = product('decoder.0.cross.query', norm('decoder.0.crossNorm', y));
  const [keys, contents] = [pairs.map((row) => row.slice(0, d)), pairs.map((row) => row.slice(d))];
  const { mixed, weights } = attend(queries, keys, contents, false);
  const states = feedForward('decoder', plus(y, product('decoder.0.cross.out', mixed)));
  return { logits: states.map((state) => tokens.map((token) => dot(state, token))), weights };
}

const dot = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const plus = (a: Rows, b: Rows) => a.map((row, i) => row.map((x, c) => x + b[i]![c]!));
const gelu = (x: number) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
const rowsOf = (data: number[], width: number): Rows =>
  Array.from({ length: data.length / width }, (_, i) => data.slice(i * width, (i + 1) * width));
