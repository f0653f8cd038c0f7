/** What a folder and an archive differ in. Files are named from the layout's folder on, with forward slashes. */
export interface LayoutFiles {
  readonly name: string;
  readonly locate: (file: string) => string;
  readonly read: (file: string, maximumBytes: number) => Promise<Uint8Array>;
  readonly namesIn: (folder: string) => Promise<readonly string[]>;
}
