namespace Nuke.Common.Tooling;

/// <summary>Base class of a program's commands.</summary>
public abstract class ToolTasks;
