namespace Sagaz.Integration.Tests.Running;

/// <summary>Marks test classes whose clusters make backups with the pgBackRest of this machine.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BackedUpNativelyAttribute : Attribute;
