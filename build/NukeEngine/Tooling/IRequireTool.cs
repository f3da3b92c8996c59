namespace Nuke.Common.Tooling;

/// <summary>A tool that must be there.</summary>
public interface IRequireTool;
