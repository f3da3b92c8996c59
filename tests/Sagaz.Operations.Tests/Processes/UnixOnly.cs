using System.Runtime.Versioning;

// The native runtime is Debian's; so are its tests, with their shell scripts and file modes.
[assembly: UnsupportedOSPlatform("windows")]
