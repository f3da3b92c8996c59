namespace Sagaz.Operations.Waiting;

/// <summary>Where an operation says what it is doing; the shell decides how it looks.</summary>
public interface IProgressLog
{
    /// <summary>One line that a person at the terminal wants to read.</summary>
    void Information(string line);

    /// <summary>A line that matters only when something is wrong.</summary>
    void Detail(string line);

    /// <summary>Something is not as it should be, and the run goes on.</summary>
    void Warning(string line);
}
