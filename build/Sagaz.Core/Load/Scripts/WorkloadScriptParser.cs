using Sagaz.Core.Errors;

namespace Sagaz.Core.Load.Scripts;

/// <summary>Reads the part of pgbench's script language that workloads need, and refuses the rest by its line.</summary>
/// <remarks>
/// <c>\set</c>, <c>\sleep</c>, <c>\startpipeline</c>, <c>\endpipeline</c>, <c>\gset</c>, and statements that end with a
/// semicolon (PostgreSQL manual, "pgbench", Custom Scripts). A comment <c>-- name: text</c> names the round trip after it.
/// </remarks>
public sealed class WorkloadScriptParser
{
    private const string NameComment = "-- name:";
    private readonly string file;
    private readonly List<string> variables;
    private readonly HashSet<string> known;
    private readonly List<ScriptCommand> commands = [];
    private List<ScriptQuery>? pipeline;
    private int pipelineLine;
    private string name = "";

    private WorkloadScriptParser(string file, IEnumerable<string> given)
    {
        this.file = file;
        variables = [WorkloadScript.ClientId, .. given];
        known = [.. variables];
    }

    /// <summary>Reads a script.</summary>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <param name="given">Variables that the profile gives, as <c>pgbench -D</c> does.</param>
    /// <exception cref="ScriptException">It says something that is not known, or uses a variable before it has a value.</exception>
    public static WorkloadScript Parse(string file, string text, IEnumerable<string> given)
    {
        var parser = new WorkloadScriptParser(file, given);
        foreach (var piece in ScriptPieces.Of(file, text))
            parser.Read(piece);
        return parser.Complete();
    }

    private WorkloadScript Complete()
    {
        if (pipeline is not null)
            throw Refuse(pipelineLine, @"this \startpipeline has no \endpipeline");
        return commands.Any(command => command is ScriptCommand.RoundTrip)
            ? new WorkloadScript { Name = file, Commands = commands, Variables = variables }
            : throw Refuse(1, "there is no statement in it");
    }

    private void Read(ScriptPiece piece)
    {
        if (piece.IsCommand)
            ReadCommand(piece);
        else if (piece.Text.StartsWith(NameComment, StringComparison.Ordinal))
            name = piece.Text[NameComment.Length..].Trim();
        else
            ReadStatement(piece, null);
    }

    private void ReadCommand(ScriptPiece piece)
    {
        var words = piece.Text.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries);
        switch (words[0])
        {
            case @"\set" when words.Length == 3:
                var value = Expression(words[2], piece.Line);
                commands.Add(new ScriptCommand.Assign(PlaceOf(words[1]), value));
                break;
            case @"\set":
                throw Refuse(piece.Line, @"\set needs a name and an expression");
            case @"\sleep" when words.Length >= 2:
                commands.Add(new ScriptCommand.Sleep(Expression(words[1], piece.Line), UnitOf(words.ElementAtOrDefault(2) ?? "s", piece.Line)));
                break;
            case @"\startpipeline" when pipeline is null:
                (pipeline, pipelineLine) = ([], piece.Line);
                break;
            case @"\endpipeline" when pipeline is { Count: > 0 }:
                AddRoundTrip(pipeline, null);
                pipeline = null;
                break;
            case @"\startpipeline" or @"\endpipeline":
                throw Refuse(piece.Line, $"{words[0]} does not belong here");
            case @"\gset":
                throw Refuse(piece.Line, @"\gset must end a statement that begins with SELECT or WITH");
            default:
                var all = new[] { @"\set", @"\sleep", @"\startpipeline", @"\endpipeline", @"\gset" };
                throw Refuse(piece.Line, $"'{words[0]}' is not known; {(NearestName.Find(words[0], all) is { } near ? $"did you mean '{near}'?" : $"known are {string.Join(", ", all)}")}");
        }
    }

    private void ReadStatement(ScriptPiece piece, IReadOnlyDictionary<string, int>? captures)
    {
        var query = ScriptVariables.Replace(piece.Text, variable => KnownPlace(variable, piece.Line));
        if (piece.Captured is { } columns)
        {
            if (pipeline is not null)
                throw Refuse(piece.Line, @"\gset is not possible in a pipeline");
            captures = columns.ToDictionary(column => column, PlaceOf);
        }
        if (pipeline is not null)
            pipeline.Add(query);
        else
            AddRoundTrip([query], captures);
    }

    private void AddRoundTrip(IReadOnlyList<ScriptQuery> queries, IReadOnlyDictionary<string, int>? captures)
    {
        var number = commands.Count(command => command is ScriptCommand.RoundTrip) + 1;
        commands.Add(new ScriptCommand.RoundTrip(name.Length > 0 ? name : $"statement {number}", queries, captures));
        name = "";
    }

    private ScriptExpression Expression(string text, int line) =>
        new ScriptExpressionParser(text, variable => KnownPlace(variable, line), mistake => Refuse(line, mistake)).Parse();

    private TimeSpan UnitOf(string unit, int line) => unit switch
    {
        "us" => TimeSpan.FromMicroseconds(1),
        "ms" => TimeSpan.FromMilliseconds(1),
        "s" => TimeSpan.FromSeconds(1),
        _ => throw Refuse(line, $"'{unit}' is no unit of \\sleep; known are us, ms, s"),
    };

    private int KnownPlace(string variable, int line) => known.Contains(variable)
        ? variables.IndexOf(variable)
        : throw Refuse(line, $"the variable ':{variable}' has no value here{(NearestName.Find(variable, known) is { } near ? $"; did you mean ':{near}'?" : "")}");

    private int PlaceOf(string variable)
    {
        if (known.Add(variable))
            variables.Add(variable);
        return variables.IndexOf(variable);
    }

    private ScriptException Refuse(int line, string mistake) => new(file, line, mistake);
}
