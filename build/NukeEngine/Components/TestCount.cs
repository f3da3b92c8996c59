using System.Globalization;
using System.Xml;
using Nuke.Common.IO;

namespace Nuke.Components;

/// <summary>Outcomes in .trx files.</summary>
internal sealed record TestCount(int Failed, int Passed, int Skipped)
{
    public static TestCount Of(IEnumerable<AbsolutePath> files)
    {
        var outcomes = files.SelectMany(Outcomes).CountBy(x => x).ToDictionary();
        return new TestCount(
            outcomes.GetValueOrDefault("Failed"),
            outcomes.GetValueOrDefault("Passed"),
            outcomes.GetValueOrDefault("NotExecuted"));
    }

    public Dictionary<string, string> Pairs()
    {
        var pairs = new Dictionary<string, string>();
        if (Failed > 0)
            pairs[nameof(Failed)] = Failed.ToString(CultureInfo.InvariantCulture);
        pairs[nameof(Passed)] = Passed.ToString(CultureInfo.InvariantCulture);
        if (Skipped > 0)
            pairs[nameof(Skipped)] = Skipped.ToString(CultureInfo.InvariantCulture);
        return pairs;
    }

    private static IEnumerable<string> Outcomes(AbsolutePath file)
    {
        using var reader = XmlReader.Create(file);
        while (reader.ReadToFollowing("UnitTestResult"))
            yield return reader.GetAttribute("outcome");
    }
}
