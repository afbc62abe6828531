/** The menu at a chart: as a picture, a drawing, or numbers. */

import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { CurveInfo } from '../../run/records.ts';
import { usePinnedRuns, useSession, useWorkbench } from '../context.ts';
import { keptRunData, shownRunData } from '../exports/run-data.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { runName } from '../runs/run-name.ts';
import { type ChartFormat, saveChart } from '../runs/save-run.ts';
import { useRunWords } from '../runs/words/use-run-words.ts';
import button from '../widgets/button.module.css';
import fields from '../widgets/fields.module.css';
import { SaveIcon } from '../widgets/icons.tsx';
import styles from './chart-menu.module.css';
import type { ChartPicture } from './chart-svg.ts';

export function ChartMenu({ curve, picture }: { curve: CurveInfo; picture: ChartPicture }) {
  const t = useStrings();
  const words = useRunWords();
  const { session, runs } = useWorkbench();
  const pinned = usePinnedRuns();
  const isMeasured = useSession((state) => state.measured !== null);
  const save = async (format: ChartFormat) => {
    try {
      const entry = runs.state.entries.find(({ runId }) => runId === session.state.measured?.runId);
      const shown = shownRunData(session, entry);
      const all = [...(shown ? [shown] : []), ...pinned.map(({ run }) => keptRunData(run.entry, run.curves))];
      const named = all.map((run) => ({ name: runName(run, t), run }));
      session.notify('info', 'done', t.notices.saved(await saveChart(format, curve, picture, named)));
    } catch (error) {
      session.fail(error);
    }
  };
  return (
    <MenuTrigger>
      <Button
        className={`${button.button} ${button.quiet} ${styles.open}`}
        isDisabled={!isMeasured && pinned.length === 0}
        aria-label={words.chart.save(picture.title)}
      >
        <SaveIcon />
      </Button>
      <Popover className={fields.popover!} placement="bottom end">
        <Menu className={fields.list!} onAction={(format) => void save(format as ChartFormat)}>
          {(['png', 'svg', 'csv'] as const).map((format) => (
            <MenuItem key={format} id={format} className={fields.item!}>
              {words.chart[format]}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
