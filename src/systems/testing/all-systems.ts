/** Tests in a browser begin with all systems, as those in Node do. */
import { loadSystems } from '../registry.ts';

await loadSystems();
