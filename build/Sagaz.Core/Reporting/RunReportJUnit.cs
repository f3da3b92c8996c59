using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Sagaz.Core.Errors;
using Sagaz.Core.Gates;

namespace Sagaz.Core.Reporting;

/// <summary>The report as junit.xml: one test case per gate and one for the run itself.</summary>
/// <remarks>
/// A failed gate is a failure and one that did not run is an error, never a skipped test, because CI systems show
/// those as green. The case of the run makes a run that ended before its first gate red.
/// </remarks>
public static class RunReportJUnit
{
    private const string GateClass = "sagaz.gates";

    /// <summary>The whole file, ending in a line break.</summary>
    public static string Write(RunReport report)
    {
        var cases = report.Gates.Results.Select(Case).Prepend(Case(report.Run)).ToArray();
        var counts = new XAttribute[]
        {
            new("tests", cases.Length),
            new("failures", cases.Count(it => it.Element("failure") is not null)),
            new("errors", cases.Count(it => it.Element("error") is not null)),
            new("skipped", 0),
            new("time", Seconds(report.Run)),
        };
        var suite = new XElement(
            "testsuite",
            new XAttribute("name", "sagaz " + Valid(string.Join(' ', report.Run.Targets))),
            counts,
            new XAttribute("timestamp", report.Run.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)),
            new XElement(
                "properties",
                Property("run", report.Run.Id),
                Property("environment", report.Run.Environment ?? ""),
                Property("runtime", report.Run.Runtime ?? ""),
                Property("exitCode", report.Run.ExitCode.ToString(CultureInfo.InvariantCulture))),
            cases);
        return Serialize(new XElement("testsuites", new XAttribute("name", "sagaz"), counts, suite));
    }

    private static XElement Case(RunSummary run) => new(
        "testcase",
        new XAttribute("classname", "sagaz.run"),
        new XAttribute("name", "ends with exit code 0"),
        new XAttribute("time", Seconds(run)),
        (ExitCode)run.ExitCode switch
        {
            ExitCode.Ok => null,
            ExitCode.NotRun or ExitCode.Interrupted => Outcome("error", "run", $"The run ended with exit code {run.ExitCode}."),
            _ => Outcome("failure", "run", $"The run ended with exit code {run.ExitCode}."),
        });

    private static XElement Case(GateResult gate) => new(
        "testcase",
        new XAttribute("classname", GateClass),
        new XAttribute("name", Valid(gate.Id)),
        new XAttribute("time", "0.000"),
        gate.Verdict switch
        {
            Verdict.Pass => null,
            Verdict.Fail => Outcome("failure", "gate", gate.ToString(), $"source: {gate.Source}"),
            _ => Outcome("error", "not-run", gate.ToString(), $"source: {gate.Source}"),
        });

    private static XElement Outcome(string element, string type, string message, string text = "") => new(
        element,
        new XAttribute("type", type),
        new XAttribute("message", Valid(message)),
        text.Length == 0 ? null : Valid(text));

    private static XElement Property(string name, string value) =>
        new("property", new XAttribute("name", name), new XAttribute("value", Valid(value)));

    private static string Seconds(RunSummary run) =>
        (run.FinishedAt - run.StartedAt).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    // XML cannot hold most control characters at all, not even escaped.
    private static string Valid(string text)
    {
        var valid = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                valid.Append(text[i]).Append(text[++i]);
            else
                valid.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
        }
        return valid.ToString();
    }

    private static string Serialize(XElement root)
    {
        using var text = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
        };
        using (var xml = XmlWriter.Create(text, settings))
            new XDocument(root).Save(xml);
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length) + "\n";
    }
}
