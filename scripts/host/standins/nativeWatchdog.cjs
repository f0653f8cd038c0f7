// Stands in for the native module that ends an extension host whose editor is gone. Here whoever
// starts the editor ends all of its processes.
exports.start = () => {};
exports.exit = (code) => process.exit(code ?? 0);
