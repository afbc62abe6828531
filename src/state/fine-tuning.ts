/** Open-QA with the retriever and reader of the REALM run on screen. */
import { begunConfig } from '../systems/begun-config.ts';
import { loadSystems, systemOf } from '../systems/registry.ts';
import { sentence } from '../util/sentence.ts';
import { configOfCheckpoint } from './checkpoint-config.ts';
import type { Session } from './session.ts';

/**
 * Opens a new run of Open-QA that begins with the models of the run on screen, which is resumed first if it is not open; undo restores it. False if one of
 * both cannot be opened, which is shown. Rejects if the run cannot be kept for undo.
 */
export async function fineTune(session: Session): Promise<boolean> {
  if (!session.state.info && !(await session.resume())) return false;
  await loadSystems();
  const files = await session.client.checkpoint();
  const config = begunConfig(systemOf({ system: 'qa' }), configOfCheckpoint(files));
  const isOpen = await session.openWithModels(files, config);
  // another change of the run may have been under way
  if (isOpen && session.state.measured?.config.system === config.system) {
    session.notify(
      'info',
      'run',
      sentence`This run begins with the retriever and reader of the run before. Play trains them on questions and answers.`,
    );
  }
  return isOpen;
}
