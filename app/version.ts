import packageJson from '../package.json' with { type: 'json' };

/** This Briefmark's version. */
export const version: string = packageJson.version;
