using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Nuke.Common;

/// <summary>Checks that end the target with a sentence.</summary>
public static class Assert
{
    /// <summary>Throws.</summary>
    [DoesNotReturn]
    public static void Fail(string message, Exception exception = null)
        => throw new InvalidOperationException(message, exception);

    /// <summary>Throws unless the condition holds.</summary>
    public static void True(
        bool condition,
        string message = null,
        [CallerArgumentExpression(nameof(condition))] string argumentExpression = null)
    {
        if (!condition)
            Fail(message ?? $"Expected condition to be true ({argumentExpression})");
    }

    /// <summary>Throws if the condition holds.</summary>
    public static void False(
        bool condition,
        string message = null,
        [CallerArgumentExpression(nameof(condition))] string argumentExpression = null)
    {
        if (condition)
            Fail(message ?? $"Expected condition to be false ({argumentExpression})");
    }

    /// <summary>Returns the object, or throws where there is none.</summary>
    public static T NotNull<T>(
        this T obj,
        string message = null,
        [CallerArgumentExpression(nameof(obj))] string argumentExpression = null)
        where T : class
    {
        if (obj is null)
            Fail(message ?? $"Expected object to be not null ({argumentExpression})");
        return obj;
    }

    /// <summary>Returns the text, or throws where it is null or empty.</summary>
    public static string NotNullOrEmpty(
        this string str,
        string message = null,
        [CallerArgumentExpression(nameof(str))] string argumentExpression = null)
    {
        if (string.IsNullOrEmpty(str))
            Fail(message ?? $"Expected string to be not null or empty ({argumentExpression})");
        return str;
    }

    /// <summary>Throws unless the file exists.</summary>
    public static void FileExists(
        string path,
        string message = null,
        [CallerArgumentExpression(nameof(path))] string argumentExpression = null)
    {
        if (!File.Exists(path))
            Fail(message ?? $"Expected file to exist: {path} ({argumentExpression})");
    }

    /// <summary>Throws unless the folder exists.</summary>
    public static void DirectoryExists(
        string path,
        string message = null,
        [CallerArgumentExpression(nameof(path))] string argumentExpression = null)
    {
        if (!Directory.Exists(path))
            Fail(message ?? $"Expected directory to exist: {path} ({argumentExpression})");
    }
}
