// A dialog that opens by itself, over everything.
import { Dialog, type DialogProps } from './Dialog.tsx';

/**
 * The dialog itself takes the focus, not one of its buttons: it may open while somebody types, and a space or a return
 * meant for a text must not answer a call.
 */
export function AlertDialog(props: Omit<DialogProps, 'role' | 'onEscape'>) {
  return <Dialog {...props} role="alertdialog" />;
}
