/** A tar archive of files, as POSIX ustar has it. */
export function tar(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, content]) => {
    const bytes = Buffer.from(content);
    return [header(name, bytes.length), bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** @param type `0` a file, `2` a link */
export function header(name: string, size: number, type = "0"): Buffer {
  const bytes = Buffer.alloc(512);
  bytes.write(name, 0, 100);
  bytes.write("0000644\0", 100);
  bytes.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  bytes.write("        ", 148);
  bytes.write(type, 156);
  bytes.write("ustar\0", 257);
  bytes.write("00", 263);
  const sum = bytes.reduce((all, byte) => all + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return bytes;
}
