namespace Sagaz.Core.Doctor;

/// <summary>How bad what a check found is.</summary>
public enum Condition
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Works, and will not for ever.</summary>
    Warning,

    /// <summary>Does not work, or what is acknowledged now may be lost.</summary>
    Critical,

    /// <summary>Could not be read; never counts as good.</summary>
    Unread,
}
