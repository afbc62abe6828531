/**
 * One file for all that a page imports statically. Otherwise it comes in about fifty, one for each set of lazy parts that share modules, and gzip finds
 * less that repeats in many small files.
 */
import type { Rolldown } from 'vite';

/**
 * The modules that `entry` (the id of a module) imports statically, in steps; it is not among them itself. The systems of tests are left out, as builds
 * do: what they import is none of the page's.
 */
export function importedBy(
  entry: string,
  modules: { getModuleInfo(id: string): Pick<Rolldown.ModuleInfo, 'importedIds'> | null },
): Set<string> {
  const found = new Set<string>();
  const visit = (id: string) => {
    for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) {
      if (found.has(imported) || imported.includes('/testing/')) continue;
      found.add(imported);
      visit(imported);
    }
  };
  visit(entry);
  return found;
}

/** The group of these modules, for `output.codeSplitting`. */
export function firstFile(entry: string): Rolldown.CodeSplittingGroup {
  let modules: Set<string> | undefined;
  return {
    // without what only lazy parts use of a library whose index lists everything
    tags: ['$initial'],
    name(id, graph) {
      modules ??= importedBy(entry, graph);
      return modules.has(id) ? 'first' : null;
    },
  };
}
