import { openServices } from '../../../app/services/services.ts';
import { answerCalls } from './answer-calls.ts';

/* The services in a process of their own, which a test can kill. */
answerCalls((home) => {
  const capabilities = { shell: 'browser', nativeMenu: false } as const;
  return openServices({ home, version: '0', capabilities, connects: false });
});
