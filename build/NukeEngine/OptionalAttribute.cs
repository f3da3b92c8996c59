namespace Nuke.Common;

/// <summary>Marks an injected member that may stay empty without a warning.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class OptionalAttribute : Attribute;
