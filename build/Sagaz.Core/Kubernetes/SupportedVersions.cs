using System.Globalization;

namespace Sagaz.Core.Kubernetes;

/// <summary>Releases of Kubernetes that the manifests were written for.</summary>
public static class SupportedVersions
{
    /// <summary>The oldest minor release of Kubernetes 1.</summary>
    public const int OldestMinor = 29;

    /// <summary>The newest minor release that was looked at.</summary>
    public const int NewestMinor = 36;

    /// <summary>What speaks against a server; null when nothing does.</summary>
    /// <param name="major">What it says of itself: <c>1</c>.</param>
    /// <param name="minor">What it says of itself: <c>36</c>, or <c>36+</c> where a provider has changed it.</param>
    public static string? Objection(string major, string minor)
    {
        var number = new string([.. minor.TakeWhile(char.IsAsciiDigit)]);
        return major != "1" || !int.TryParse(number, CultureInfo.InvariantCulture, out var release) || release < OldestMinor
            ? $"The API server is Kubernetes {major}.{minor}; 1.{OldestMinor} or newer is needed."
            : null;
    }

    /// <summary>Whether it is newer than any that was looked at.</summary>
    public static bool IsUnknown(string minor) => int.TryParse(new string([.. minor.TakeWhile(char.IsAsciiDigit)]), CultureInfo.InvariantCulture, out var release) && release > NewestMinor;
}
