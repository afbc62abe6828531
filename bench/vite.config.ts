import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/** The page of the benchmark has its own build: peers come from bench/node_modules, everything else is as in the product. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  publicDir: false,
  preview: { headers: isolation },
  build: { target: 'es2023', chunkSizeWarningLimit: 5000, emptyOutDir: true },
  worker: { format: 'es' },
});
