/** Questions to the worker that computes maps; replies are those of src/worker/questions.ts. */
import type { MapAnalysis, MapEmbeddings, MapPoints } from './map-analysis.ts';

export interface MapQuestions {
  analyse: MapAnalysis;
  /** Null: too few documents. */
  umap: MapPoints | null;
}

export interface MapRequest {
  id: number;
  type: keyof MapQuestions;
  embeddings: MapEmbeddings;
}
