/** The train worker: owns the GPU and the run, and serves the requests of the page or the command line. */
import { GpuHost } from './gpu-host.ts';
import type { TrainRequest } from './protocol.ts';
import { TrainServer } from './train-server.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const host = new GpuHost();
const server = new TrainServer((message, transfer = []) => scope.postMessage(message, transfer), host);

scope.onmessage = ({ data }: MessageEvent<TrainRequest>) => server.receive(data);
host.warm();
