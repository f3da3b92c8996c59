namespace Nuke.Common.Tooling;

/// <summary>A tool that must be in PATH.</summary>
public interface IRequirePathTool : IRequireTool;
