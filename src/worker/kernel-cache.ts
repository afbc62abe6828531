/** Choices of kernels by adapter, kept in IndexedDB so that an adapter is measured once. If the browser does not store them, they are measured again. */
import { type IDBPDatabase, openDB } from 'idb';
import type { KernelChoice } from '../graph/kernel-choices.ts';

type Choices = Record<string, KernelChoice>;

const database = (): Promise<IDBPDatabase> =>
  openDB('retrograd-kernels', 1, { upgrade: (db) => void db.createObjectStore('choices') });

export async function knownKernels(adapter: string): Promise<Choices | undefined> {
  try {
    return await (await database()).get('choices', adapter);
  } catch {
    return undefined;
  }
}

/** Keeps those choices that were measured. */
export async function rememberKernels(adapter: string, chosen: Choices): Promise<void> {
  const measured = Object.fromEntries(Object.entries(chosen).filter(([, { ms }]) => ms));
  if (Object.keys(measured).length === 0) return;
  try {
    const known = await knownKernels(adapter);
    await (await database()).put('choices', { ...known, ...measured }, adapter);
  } catch {
    // private windows and full disks store nothing: the next session measures again
  }
}
