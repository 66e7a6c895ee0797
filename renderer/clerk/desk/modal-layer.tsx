import { type ReactNode, useLayoutEffect, useRef } from 'react';
import './modal-layer.css';

interface ModalLayerProps {
  readonly className: string;
  /** Id of its heading, or none where `label` says what it is. */
  readonly labelledBy?: string;
  readonly label?: string;
  /** Escape was pressed. */
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** A dialog over the desk: the rest cannot be reached until it is gone, and then has the focus back. */
export function ModalLayer({
  className,
  labelledBy,
  label,
  onCancel,
  children,
}: ModalLayerProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // While it is still in the page: closing is what gives the focus back.
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`modal-layer ${className}`}
      aria-labelledby={labelledBy}
      aria-label={label}
      onCancel={(event) => {
        // It goes when whoever has opened it takes it away.
        event.preventDefault();
        onCancel();
      }}
    >
      {children}
    </dialog>
  );
}

/** Whether a dialog lies over the desk. */
export function isLayerOpen(): boolean {
  return document.querySelector('dialog:modal') !== null;
}
