// Stands in for the editor's native log writer, which is not built here: the Output panel shows
// what an extension logs by reading the file that this writes.
const { appendFileSync, mkdirSync } = require("node:fs");
const { dirname } = require("node:path");

class Logger {
  #file;
  #level = 2;
  #isRaw = false;

  constructor(file) {
    this.#file = file;
  }

  trace = (message) => this.#write(0, "trace", message);
  debug = (message) => this.#write(1, "debug", message);
  info = (message) => this.#write(2, "info", message);
  warn = (message) => this.#write(3, "warning", message);
  error = (message) => this.#write(4, "error", message);
  critical = (message) => this.#write(5, "critical", message);
  getLevel = () => this.#level;
  setLevel = (level) => (this.#level = level);
  clearFormatters = () => (this.#isRaw = true);
  setPattern() {}
  flush() {}
  drop() {}

  #write(level, name, message) {
    if (level < this.#level) return;
    const time = new Date().toISOString().replace("T", " ").replace("Z", "");
    const text = this.#isRaw ? message : `${time} [${name}] ${message}\n`;
    try {
      appendFileSync(this.#file, text);
    } catch {
      // The folder goes when the editor ends; what is logged after that has no reader.
    }
  }
}

exports.setFlushOn = () => {};
exports.setLevel = () => {};
exports.createRotatingLogger = async (_name, file) => {
  mkdirSync(dirname(file), { recursive: true });
  return new Logger(file);
};
exports.createAsyncRotatingLogger = exports.createRotatingLogger;
