namespace Sagaz.Core.Ledger;

/// <summary>A time in which a client got no answer.</summary>
/// <param name="From">The last acknowledgement before it.</param>
/// <param name="To">The first acknowledgement after it, or the end of the watch.</param>
public readonly record struct Outage(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>How long it lasted.</summary>
    public TimeSpan Duration => To - From;

    /// <summary>The longest gap between one client's acknowledgements.</summary>
    /// <param name="acknowledgements">In any order; those outside the watch mark its ends and do not count themselves.</param>
    /// <param name="from">Begin of the watch.</param>
    /// <param name="to">End of the watch.</param>
    /// <remarks>A client that got no answer at all had an outage of the whole watch.</remarks>
    public static Outage Longest(IEnumerable<DateTimeOffset> acknowledgements, DateTimeOffset from, DateTimeOffset to)
    {
        var longest = new Outage(from, from);
        var last = from;
        foreach (var at in acknowledgements.Where(at => at > from && at < to).Order().Append(to))
        {
            if (at - last > longest.Duration)
                longest = new Outage(last, at);
            last = at;
        }
        return longest;
    }
}
