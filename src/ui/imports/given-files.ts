/** What a person gave, by file chooser or by dropping it: files with their paths, and a name for all of them. */

import type { ImportFile } from '../../worker/import-messages.ts';

/** The files of one import, named after the folder or file that was given; litter of file managers is left out. */
export function givenFiles(files: readonly ImportFile[]): { name: string; files: ImportFile[] } {
  const kept = files.filter(({ path }) => !path.split('/').some((part) => part.startsWith('.')));
  const shown = kept.length > 0 ? kept : files;
  return { name: shown[0]?.path.split('/')[0] ?? '', files: [...shown] };
}

/** All files of what was dropped, those in folders too. It must be called while the event is being handled. */
export async function droppedFiles(data: DataTransfer): Promise<ImportFile[]> {
  const items = [...data.items].filter(({ kind }) => kind === 'file');
  const found = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const files = await Promise.all(
    found.map(({ entry, file }) => (entry?.isDirectory ? filesBelow(entry) : file ? [{ path: file.name, file }] : [])),
  );
  return files.flat();
}

async function filesBelow(entry: FileSystemEntry): Promise<ImportFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ path: entry.fullPath.replace(/^\//, ''), file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const entries: FileSystemEntry[] = [];
  // A reader hands out at most a hundred entries at a time, and none at the end.
  for (let some: FileSystemEntry[] = []; ; entries.push(...some)) {
    some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
  }
  return (await Promise.all(entries.map(filesBelow))).flat();
}
