/** Where the page gets its parts from, and what the editor lets it load. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
  /** The editor's own source for files of the extension. */
  readonly cspSource: string;
  /** Unguessable and new for each page: letters and digits. */
  readonly nonce: string;
}

/**
 * The page without any data: everything it shows comes by messages and is written as text. Nothing may run but
 * our script, nothing be loaded but our style sheet, and nothing be sent anywhere.
 */
export function panelHtml({ script, style, cspSource, nonce }: PageParts): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Image Evidence</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
