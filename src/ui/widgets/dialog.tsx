/** A modal dialog with a heading and a way out. */

import type { ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useUi, useWorkbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import type { DialogName } from '../ui-store.ts';
import button from './button.module.css';
import styles from './dialog.module.css';
import { CloseIcon } from './icons.tsx';

export function PageDialog(props: {
  name: DialogName;
  title: string;
  wide?: boolean;
  role?: 'dialog' | 'alertdialog';
  /** Only its buttons and Escape close it: a click beside it would lose what was entered. */
  keepsOpen?: boolean;
  children: (close: () => void) => ReactNode;
}) {
  const t = useStrings();
  const { ui } = useWorkbench();
  const isOpen = useUi((state) => state.dialog === props.name);
  return (
    <ModalOverlay
      className={styles.overlay!}
      isOpen={isOpen}
      onOpenChange={(open) => !open && ui.setState({ dialog: null })}
      isDismissable={!props.keepsOpen}
    >
      <Modal className={`${styles.modal} ${props.wide ? styles.wide : ''}`}>
        <Dialog className={styles.dialog!} role={props.role ?? 'dialog'}>
          {({ close }) => (
            <>
              <header className={styles.header}>
                <Heading slot="title" className={styles.title}>
                  {props.title}
                </Heading>
                <Button className={`${button.button} ${button.quiet}`} onPress={close} aria-label={t.actions.close}>
                  <CloseIcon />
                </Button>
              </header>
              {props.children(close)}
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
