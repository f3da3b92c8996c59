namespace Sagaz.Operations.Packages;

/// <summary>A tool that was found on this machine.</summary>
/// <param name="Tool">What was looked for.</param>
/// <param name="File">Absolute path of the executable.</param>
/// <param name="Version">What it said its version is.</param>
public sealed record InstalledTool(Tool Tool, string File, Version Version);
