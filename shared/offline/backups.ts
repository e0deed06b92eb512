/** Where backups go, and how much they may take. */
export interface BackupSettings {
  folder: string;
  /** All of them together; the oldest go first. */
  mostBytes: number;
}

/** A backup of a brief. */
export interface KeptBackup {
  name: string;
  /** When it was made, in milliseconds since 1970. */
  at: number;
  bytes: number;
}
