import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { firstFile } from './scripts/first-file.ts';
import { offlineFiles, serviceWorkerFile } from './scripts/offline-files.ts';

/**
 * Cross-origin isolation: clocks of full precision, and SharedArrayBuffer, which the WASM of onnxruntime-web is built for. The last line lets another
 * page that is isolated show this one in a frame.
 */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** No inline scripts; blob workers and WASM are needed by onnxruntime-web and hnswlib-wasm. Hosts are for models a user asks for. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval' blob:",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self' blob: data: https://huggingface.co https://*.hf.co https://*.wikipedia.org",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The policy goes into the built page as well, so that it holds on any static host. */
function contentSecurity(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

export default defineConfig(({ mode }) => ({
  base: './',
  plugins: [react(), contentSecurity(), offlineFiles()],
  server: { headers: isolation },
  preview: { headers: isolation },
  build: {
    target: 'es2023',
    chunkSizeWarningLimit: 3000,
    // one style sheet: a part that is loaded later, or again after a failure, never stands there without its looks
    cssCodeSplit: false,
    // for `scripts/first-load.mjs`
    manifest: true,
    // the build of the tests is the command line's page with the toy system; it stands beside the shipped one
    outDir: mode === 'test' ? 'dist-test' : 'dist',
    rolldownOptions: {
      input: mode === 'test' ? ['cli.html'] : ['index.html', 'cli.html', 'src/offline/service-worker.ts'],
      output: {
        codeSplitting: { groups: [firstFile(fileURLToPath(new URL('src/main.tsx', import.meta.url)))] },
        entryFileNames: ({ name }) => (name === 'service-worker' ? serviceWorkerFile : 'assets/[name]-[hash].js'),
      },
    },
  },
  worker: { format: 'es' },
  // found late they would make the development server reload the page under a running test
  optimizeDeps: {
    include: [
      'onnxruntime-web/wasm',
      'onnxruntime-web/webgpu',
      'hnswlib-wasm/dist/hnswlib-317962d7.js',
      '@xenova/transformers',
      'ml-pca',
      'umap-js',
    ],
  },
}));
