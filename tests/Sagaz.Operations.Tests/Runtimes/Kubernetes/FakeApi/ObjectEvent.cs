using System.Text.Json.Nodes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

/// <summary>What happened to an object, as a watch tells it.</summary>
/// <param name="Version">The version of everything then.</param>
/// <param name="Path">Its path.</param>
/// <param name="Type"><c>ADDED</c>, <c>MODIFIED</c> or <c>DELETED</c>.</param>
/// <param name="Json">As it was afterwards, or last.</param>
internal sealed record ObjectEvent(long Version, string Path, string Type, JsonObject Json);
