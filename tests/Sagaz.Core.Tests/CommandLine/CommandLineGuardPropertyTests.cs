using Sagaz.Core.CommandLine;
using static Sagaz.Core.Tests.CommandLine.ExampleContract;

namespace Sagaz.Core.Tests.CommandLine;

/// <summary>Rules that hold for every input, tried on many that a fixed seed makes.</summary>
public sealed class CommandLineGuardPropertyTests
{
    private const int Tries = 500;
    private readonly Random random = new(20261122);

    [Fact]
    public void Never_fails_itself_whatever_it_is_given()
    {
        string[] words =
            ["Up", "--env", "dev", "-", "--", "---", "-1", "+", "Up+", "--=", "=", "", " ", "\0", "--skip", "--password", "é", "\U0001F600", "--json", "-x=y", "--ports", "1+2"];
        for (var i = 0; i < Tries; i++)
        {
            var line = Enumerable.Range(0, random.Next(8)).Select(_ => words[random.Next(words.Length)]).ToArray();
            Assert.All(InspectLine(line), problem => Assert.NotEmpty(problem.Sentence));
        }
    }

    [Fact]
    public void Accepts_every_spelling_of_a_name_that_differs_in_case_and_dashes_only()
    {
        for (var i = 0; i < Tries; i++)
        {
            var parameter = Respell("port-offset");
            var target = Respell("verify-replication");
            Assert.Empty(InspectLine(target, "--" + parameter, "7"));
        }
    }

    [Fact]
    public void Refuses_every_name_with_one_letter_changed_and_names_the_right_one()
    {
        const string name = "replicas";
        for (var i = 0; i < Tries; i++)
        {
            var place = random.Next(name.Length);
            var letter = (char)random.Next('a', 'z' + 1);
            if (name[place] == letter)
                continue;
            var wrong = name[..place] + letter + name[(place + 1)..];
            var problem = Assert.Single(InspectLine("--" + wrong, "1"));
            Assert.Equal("--replicas", problem.Nearest);
        }
    }

    [Fact]
    public void Accepts_a_number_exactly_when_it_is_in_range()
    {
        for (var number = -20; number <= 20; number++)
            Assert.Equal(number is >= 0 and <= 8, InspectLine("--replicas", $"{number}").Count == 0);
    }

    [Fact]
    public void Judges_a_value_alike_wherever_it_comes_from()
    {
        foreach (var value in new[] { "0", "8", "9", "x", "1.5", "" })
        {
            var refused = InspectLine("--replicas", value).Count > 0;
            Assert.Equal(refused, InspectVariables(("NUKE_REPLICAS", value)).Count > 0);
            Assert.Equal(refused, InspectFile($$"""{ "Replicas": "{{value}}" }""").Count > 0);
        }
    }

    [Fact]
    public void Never_shows_a_secret()
    {
        const string secret = "hunter2hunter2";
        string[][] lines =
        [
            ["--password", secret, "more"],
            ["--password", "-" + secret],
            ["--password", "--" + secret],
            ["--password=" + secret],
            ["--pasword=" + secret],
            ["--password", "a", "--password", secret],
        ];
        Assert.All(lines, line =>
        {
            var problems = InspectLine(line);
            Assert.NotEmpty(problems);
            Assert.All(problems, problem => Assert.DoesNotContain("hunter2", problem.ToString() + problem.Value, StringComparison.Ordinal));
        });
    }

    private string Respell(string name) => string.Concat(name.Select(letter =>
        letter == '-'
            ? (random.Next(2) == 0 ? "" : "-")
            : (random.Next(2) == 0 ? char.ToUpperInvariant(letter) : letter) + (random.Next(5) == 0 ? "-" : "")));
}
