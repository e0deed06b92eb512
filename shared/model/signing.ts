/** The cryptography that the model needs. It comes in as an argument, since each side has its own implementation. */
export interface Verifying {
  /** The SHA-256 of UTF-8 text, in lower-case hexadecimal. */
  sha256(text: string): string;
  /** Whether an Ed25519 signature (base64url) of UTF-8 text was made by the holder of a public key. */
  verify(text: string, signature: string, key: string): boolean;
}

/** Signs UTF-8 text with one person's Ed25519 key; gives the signature in base64url. */
export type Sign = (text: string) => string;
