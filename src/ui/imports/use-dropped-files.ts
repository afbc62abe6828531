/** Files and folders may be dropped anywhere on the page. */

import { useLayoutEffect } from 'react';
import { loadPart } from '../../util/load-part.ts';
import { beginImport } from '../actions/import-actions.ts';
import { useWorkbench, type Workbench } from '../context.ts';
import { droppedFiles, givenFiles } from './given-files.ts';

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** Goes on with the run of a zip with a checkpoint; false for any other file. */
async function openedAsRun({ session, library }: Workbench, file: Blob, name: string): Promise<boolean> {
  const { checkpointFromZip, zipWithCheckpoint } = await loadPart(() => import('../../state/take-zip.ts'));
  const bytes = await zipWithCheckpoint(file);
  if (!bytes) return false;
  const { files, config } = await checkpointFromZip(name, bytes, library);
  await session.openCheckpoint(files, config);
  return true;
}

/** Listens as long as the component stands, from the moment it is drawn. */
export function useDroppedFiles(): void {
  const workbench = useWorkbench();
  useLayoutEffect(() => {
    const over = (event: DragEvent) => {
      if (holdsFiles(event)) event.preventDefault();
    };
    const drop = async (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      try {
        const { name, files } = givenFiles(await droppedFiles(event.dataTransfer!));
        if (files.length === 1 && (await openedAsRun(workbench, files[0]!.file, name))) return;
        if (files.length > 0) beginImport(workbench, name, files);
      } catch (error) {
        workbench.session.fail(error);
      }
    };
    document.addEventListener('dragover', over);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('drop', drop);
    };
  }, [workbench]);
}
