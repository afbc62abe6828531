/** Which column of a table, or which key of JSON Lines, is what; the preview follows every choice. */

import { columnRoles } from '../../text/import/columns.ts';
import type { TablePreview } from '../../text/import/table.ts';
import type { Columns } from '../../text/import/types.ts';
import { useImports, useWorkbench } from '../context.ts';
import { SelectField, SwitchField } from '../widgets/fields.tsx';
import styles from './column-picker.module.css';
import { useImportWords } from './words/use-import-words.ts';

const none = '-';

/** Columns that are called by number are those of a table whose first row is data. */
const isNumbered = (chosen: Columns | undefined, names: readonly string[]) =>
  chosen !== undefined && Object.values(chosen).some((name) => typeof name === 'string' && !names.includes(name));

/** The position of each role's column, −1 where it has none. */
function positionsOf({ rows, guess }: TablePreview, chosen: Columns | undefined, numbered: boolean): number[] {
  const names = rows[0] ?? [];
  return columnRoles.map((role) => {
    const name = chosen?.[role] === undefined ? (numbered ? null : guess[role]) : chosen[role];
    return typeof name !== 'string' ? -1 : numbered ? Number(name) - 1 : names.indexOf(name);
  });
}

export function ColumnPicker() {
  const words = useImportWords();
  const { imports } = useWorkbench();
  const columns = useImports((state) => state.preview?.columns ?? null);
  const format = useImports((state) => state.preview?.format ?? null);
  const chosen = useImports((state) => state.choices.columns);
  const [names, ...records] = columns?.rows ?? [];
  if (!columns || !names || names.length < 2) return null;
  const numbered = isNumbered(chosen, names);
  const positions = positionsOf(columns, chosen, numbered);
  const choose = (places: readonly number[], byNumber: boolean) => {
    const name = (at: number) => (at < 0 ? null : byNumber ? String(at + 1) : names[at]!);
    void imports.choose({ columns: Object.fromEntries(columnRoles.map((role, i) => [role, name(places[i]!)])) });
  };
  const labels = names.map((name, at) => (numbered || name.trim() === '' ? words.imports.column(at + 1) : name));
  const offered = [
    { id: none, label: words.imports.noColumn },
    ...labels.map((label, at) => ({ id: String(at), label })),
  ];
  const rows = numbered ? columns.rows : records;
  return (
    <fieldset className={styles.picker} data-testid="columns">
      <legend className={styles.legend}>{words.imports.columns}</legend>
      {format === 'table' && (
        <SwitchField
          name="import-header"
          label={words.imports.header}
          value={!numbered}
          onChange={(header) => {
            // By number at least the texts must be chosen.
            const [text, ...others] = positions;
            choose([header ? text! : Math.max(0, text!), ...others], !header);
          }}
        />
      )}
      <div className={styles.roles}>
        {columnRoles.map((role, i) => (
          <SelectField
            key={role}
            name={`column-${role}`}
            label={words.imports.roles[role]}
            value={positions[i]! < 0 ? none : String(positions[i])}
            choices={offered}
            onChange={(id) => choose(positions.with(i, id === none ? -1 : Number(id)), numbered)}
          />
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={styles.scroll} aria-label={words.imports.firstRows} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              {labels.map((label, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name than their place
                <th key={at} scope="col" data-used={positions.includes(at) || undefined}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows neither
              <tr key={at}>
                {names.map((_, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns neither
                  <td key={column} data-used={positions.includes(column) || undefined}>
                    <span className={styles.cell}>{row[column]}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </fieldset>
  );
}
