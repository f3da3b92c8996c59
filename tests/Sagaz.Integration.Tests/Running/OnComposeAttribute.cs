namespace Sagaz.Integration.Tests.Running;

/// <summary>Marks test classes whose clusters run in Docker Compose.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OnComposeAttribute : Attribute;
