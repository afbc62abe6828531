/** Files and folders may be dropped anywhere on the page. */

import { useLayoutEffect } from 'react';
import { beginImport } from '../actions/import-actions.ts';
import { useWorkbench } from '../context.ts';
import { droppedFiles, givenFiles } from './given-files.ts';

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

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
