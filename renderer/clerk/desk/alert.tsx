import {
  CheckCircleFilled,
  CloseCircleFilled,
  ExclamationCircleFilled,
  InfoCircleFilled,
} from '@ant-design/icons';
import type { HTMLAttributes, ReactNode } from 'react';
import './alert.css';

const marks = {
  success: <CheckCircleFilled />,
  info: <InfoCircleFilled />,
  warning: <ExclamationCircleFilled />,
  error: <CloseCircleFilled />,
} as const;

interface AlertProps extends Omit<HTMLAttributes<HTMLElement>, 'title'> {
  readonly severity: keyof typeof marks;
  readonly title: ReactNode;
  /** What stands under the title, in the ordinary size. */
  readonly children?: ReactNode;
  /** What can be done about it, at the far end. */
  readonly action?: ReactNode;
}

/** A message in its place on the page, read aloud when it comes. */
export function Alert({ severity, title, children, action, ...rest }: AlertProps): ReactNode {
  return (
    <div className="alert" role="alert" data-severity={severity} {...rest}>
      {marks[severity]}
      <div className="alert-words">
        <p className="alert-title">{title}</p>
        {children}
      </div>
      {action}
    </div>
  );
}
