// Python's standard library, compiled ahead: a browser neither parses nor compiles it.
import { loadPyodide } from "pyodide";

// What has no use without a terminal, a network, or a compiler.
const LEFT_OUT = [
  "_pyrepl", "doctest", "ensurepip", "ftplib", "idlelib", "imaplib", "mailbox", "pdb",
  "poplib", "pydoc", "pydoc_data", "smtplib", "socketserver", "test", "turtle",
  "turtledemo", "unittest/mock", "venv", "wsgiref", "_pydatetime", "_pydecimal", "_pyio", "xmlrpc", "curses", "_sysconfigdata",
];

const COMPILE = `
import io, marshal, sys, zipfile
from importlib._bootstrap_external import _code_to_timestamp_pyc

def compiled(left_out):
    library = next(path for path in sys.path if path.endswith(".zip"))
    out = io.BytesIO()
    with zipfile.ZipFile(library) as whole, zipfile.ZipFile(out, "w") as made:
        for name in sorted(whole.namelist()):
            module = name.removesuffix(".py").removesuffix("/__init__")
            if any((module + "/").startswith(part + "/") for part in left_out):
                continue
            content, target = whole.read(name), name
            if name.endswith(".py"):
                code = compile(content, f"<stdlib>/{name}", "exec", dont_inherit=True, optimize=2)
                content, target = bytes(_code_to_timestamp_pyc(code)), f"{name}c"
            made.writestr(zipfile.ZipInfo(target, (1980, 1, 1, 0, 0, 0)), content)
    return out.getvalue()
`;

/** Return {version, bytes}: Python's version, and the library as a zip of compiled modules. */
export async function stdlib() {
  const python = await loadPyodide();
  python.runPython(COMPILE);
  const compiled = python.globals.get("compiled");
  const bytes = compiled(python.toPy(LEFT_OUT)).toJs();
  return { version: python.runPython("sys.version.split()[0]"), bytes };
}
