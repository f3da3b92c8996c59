namespace Sagaz.Core.Load;

/// <summary>One figure beside that of an earlier run.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="IsBetterHigher">Whether more of it is better.</param>
/// <param name="Before">The earlier run's: the mean of its repeats.</param>
/// <param name="Now">This run's: the mean of its repeats.</param>
/// <param name="Band">Half the width of the band in which noise may move it; in its unit.</param>
public sealed record ComparedFigure(string Name, string Unit, bool IsBetterHigher, double Before, double Now, double Band)
{
    /// <summary>How much worse it became; negative when it became better. In its unit.</summary>
    public double Worse => IsBetterHigher ? Before - Now : Now - Before;

    /// <summary>Whether it became worse than noise explains.</summary>
    public bool IsRegression => Worse > Band;
}
