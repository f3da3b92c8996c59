namespace Sagaz.Integration.Tests.Running;

/// <summary>Marks test classes whose clusters are watched by programs of this machine.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WatchedNativelyAttribute : Attribute;
