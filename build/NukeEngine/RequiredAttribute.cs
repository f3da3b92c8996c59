namespace Nuke.Common;

/// <summary>Marks an injected member that every run needs.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class RequiredAttribute : Attribute;
