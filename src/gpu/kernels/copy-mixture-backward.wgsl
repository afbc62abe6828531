// Gradients of the vocabulary's log-likelihood (out) and of the gate's logit
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  let r = i / J;
  let g = gate[i];
  let upstream = gradient[i];
  var value = upstream;
  var gateValue = 0.0;
  if (ranges[2u * r + 1u] > ranges[2u * r]) {
    let fromVocabulary = exp(min(-g, 0.0) - log(1.0 + exp(-abs(g))) + vocabulary[i] - mixed[i]);
    let sigmoid = 1.0 / (1.0 + exp(min(-g, 30.0)));
    value = upstream * fromVocabulary;
    gateValue = upstream * ((1.0 - fromVocabulary) * (1.0 - sigmoid) - fromVocabulary * sigmoid);
  }
  if (ACCUMULATE != 0u) { value += out[i]; }
  out[i] = value;
  if (ACCUMULATE_GATE != 0u) { gateValue += dGate[i]; }
  dGate[i] = gateValue;
}
