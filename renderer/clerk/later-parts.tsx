/** Everything in the window that takes Ant Design, in one piece. */
export { DeskPage } from './desk/desk-page.tsx';
export { NoticeBand } from './desk/notice-band.tsx';
export { UnopenedDesk } from './desk/unopened-desk.tsx';
export { FailureAlert } from './failures/failure-alert.tsx';
export { LibraryFrame } from './library-frame.tsx';
export { LockPage } from './session/lock-page.tsx';
export { FirstStart } from './settings/first-start.tsx';
export { PlatformState } from './top-bar/platform-state.tsx';
