namespace Nuke.Common;

/// <summary>Marks a parameter whose value must not be shown.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public class SecretAttribute : Attribute;
