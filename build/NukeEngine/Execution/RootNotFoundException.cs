namespace Nuke.Common.Execution;

/// <summary>No folder up the tree holds <c>.nuke</c>.</summary>
internal sealed class RootNotFoundException(string workingDirectory) : Exception(
    $"Could not locate '.nuke' directory/file while walking up from '{workingDirectory}'." + Environment.NewLine +
    "Either create a directory/file to mark the root directory, or add '--root [path]' to the invocation.");
