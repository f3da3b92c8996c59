using Sagaz.Core.CommandLine;
using Sagaz.Core.Errors;
using static Sagaz.Core.Tests.CommandLine.ExampleContract;

namespace Sagaz.Core.Tests.CommandLine;

public sealed class CommandLineGuardTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Up Migrate")]
    [InlineData("up MIGRATE verify-replication")]
    [InlineData("Up+Migrate")]
    [InlineData("Up --env dev --replicas 3")]
    [InlineData("Up -env dev")]
    [InlineData("Up --ENV Dev --port-offset 100")]
    [InlineData("Up --PortOffset 100")]
    [InlineData("Up --portoffset +100")]
    [InlineData("Status --json")]
    [InlineData("Status --json true --no-logo False")]
    [InlineData("Up --rate 1.5e3")]
    [InlineData("Up --tags a b c")]
    [InlineData("Up --ports 1+2+3 --output x/y")]
    [InlineData("Up --ports 1 2 3")]
    [InlineData("Migrate --skip")]
    [InlineData("Migrate --skip up+DOWN")]
    [InlineData("--target Up Migrate --verbosity quiet --host terminal --partition 2/3 --root")]
    [InlineData("--help")]
    [InlineData("--plan --profile ci nightly --continue --no-logo")]
    [InlineData(":complete Upp --nosuch")]
    public void Accepts_what_nuke_understands(string line)
    {
        Assert.Empty(InspectLine(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Theory]
    [InlineData("Upp", "Unknown target 'Upp' (command line); the nearest is Up.")]
    [InlineData("Up+Migrat", "Unknown target 'Migrat' (command line); the nearest is Migrate.")]
    [InlineData("Up+", "Unknown target '' (command line); allowed: Down, Migrate, Status, Up or VerifyReplication.")]
    [InlineData("replicas", "Unknown target 'replicas' (command line); the nearest is --replicas; it is a parameter: write it with dashes.")]
    [InlineData("Up --env prd", "--env is 'prd' (command line); allowed: local, dev, staging or prod; the nearest is prod.")]
    [InlineData("Up --env 2", "--env is '2' (command line); allowed: local, dev, staging or prod.")]
    [InlineData("Up --env", "--env has no value (command line); allowed: local, dev, staging or prod.")]
    [InlineData("Up --env=dev", "--env is joined to its value by '=' (command line); write --env VALUE.")]
    [InlineData("Up --evn=dev", "Unknown parameter '--evn' (command line); the nearest is --env.")]
    [InlineData("--env dev Up", "--env takes one value and has 2: 'dev', 'Up' (command line); allowed: local, dev, staging or prod; Up is a target: write it before the first parameter.")]
    [InlineData("--env dev --env dev", "--env is given 2 times (command line); NUKE would take the last one: give it once.")]
    [InlineData("--env dev -E-n-v dev", "--env is given 2 times (command line); NUKE would take the last one: give it once.")]
    [InlineData("--replicas abc", "--replicas is 'abc' (command line); allowed: a whole number from 0 to 8.")]
    [InlineData("--replicas -1", "--replicas is '-1' (command line); allowed: a whole number from 0 to 8.")]
    [InlineData("--replicas 9", "--replicas is '9' (command line); allowed: a whole number from 0 to 8.")]
    [InlineData("--replicas 0x3", "--replicas is '0x3' (command line); allowed: a whole number from 0 to 8.")]
    [InlineData("--replicas 99999999999999999999999999999999", "--replicas is '99999999999999999999999999999999' (command line); allowed: a whole number from 0 to 8.")]
    [InlineData("--port-offset -5", "--port-offset is '-5', and NUKE takes what begins with a dash for a parameter's name (command line); allowed: a whole number from -1000 to 50000; set NUKE_PORTOFFSET instead.")]
    [InlineData("--rate NaN", "--rate is 'NaN' (command line); allowed: a number of at least 0.")]
    [InlineData("--rate 1e999", "--rate is '1e999' (command line); allowed: a number of at least 0.")]
    [InlineData("--json Status", "--json is 'Status' (command line); allowed: true or false; Status is a target: write it before the first parameter.")]
    [InlineData("--json 1", "--json is '1' (command line); allowed: true or false.")]
    [InlineData("--tags a Up", "--tags would take a target for one of its values (command line); Up is a target: write it before the first parameter.")]
    [InlineData("--ports 1+x", "--ports is 'x' (command line); allowed: a whole number from 1 to 65535.")]
    [InlineData("--ports 1+2 3", "--ports mixes '+' and spaces (command line); use one of them.")]
    [InlineData("Up+Down Status", "The list of targets mixes '+' and spaces (command line); use one of them.")]
    [InlineData("--paramter 1", "Unknown parameter '--paramter' (command line); allowed: --env, --replicas, --port-offset, --rate, --json, --command, --output, --tags, --ports, --password, --target, --skip, --profile, --help, --plan, --no-logo, --continue, --root, --partition, --host or --verbosity.")]
    [InlineData("--comand x", "Unknown parameter '--comand' (command line); the nearest is --command.")]
    [InlineData("-h", "Unknown parameter '-h' (command line); the nearest is --help.")]
    [InlineData("-?", "Unknown parameter '-?' (command line); the nearest is --help.")]
    [InlineData("--migrate", "Unknown parameter '--migrate' (command line); the nearest is Migrate; it is a target: write it without dashes, before the first parameter.")]
    [InlineData("Up --skip Dwon", "--skip names the unknown target 'Dwon' (command line); the nearest is Down.")]
    [InlineData("Up --skip verify-replication", "--skip names a target with dashes, 'verify-replication' (command line); the nearest is VerifyReplication.")]
    [InlineData("Up Migrate --skip up", "--skip names Up, which is also to run (command line); NUKE would run it: leave one of them out.")]
    [InlineData("Up --target Migrate", "--target is given beside targets without a name (command line); NUKE would run only the former: give one of them.")]
    [InlineData("--partition 3/2", "--partition is '3/2' (command line); allowed: a part and a total such as 1/3.")]
    [InlineData("--verbosity loud", "--verbosity is 'loud' (command line); allowed: Verbose, Normal, Minimal or Quiet.")]
    [InlineData("--password a b", "--password takes one value and has 2 (command line); allowed: any text.")]
    [InlineData("--password --hunter2", "--password is '***', and NUKE takes what begins with a dash for a parameter's name (command line); allowed: any text; set NUKE_PASSWORD instead.")]
    [InlineData("--pasword=hunter2", "Unknown parameter '--pasword' (command line); the nearest is --password.")]
    public void Refuses_what_nuke_would_ignore_or_misread(string line, string sentence)
    {
        Assert.Equal([sentence], InspectLine(line.Split(' ')).Select(problem => problem.Sentence));
    }

    [Fact]
    public void Refuses_a_text_that_begins_with_a_dash()
    {
        var problem = Assert.Single(InspectLine("Up", "--command", "-- a comment"));

        Assert.Equal("-- a comment", problem.Value);
        Assert.Contains("set NUKE_COMMAND instead", problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Accepts_an_empty_text_and_refuses_an_empty_path_and_number()
    {
        Assert.Empty(InspectLine("--command", ""));
        Assert.Equal(["--output", "--replicas"], InspectLine("--output", "", "--replicas", "").Select(it => it.Subject));
    }

    [Fact]
    public void Keeps_a_long_or_broken_value_on_one_short_line()
    {
        var problem = Assert.Single(InspectLine("--replicas", "1\n2" + new string('x', 500)));

        Assert.DoesNotContain('\n', problem.Sentence);
        Assert.True(problem.Sentence.Length < 200, problem.Sentence);
    }

    [Fact]
    public void Lists_everything_that_is_wrong_at_once_and_ends_with_exit_code_3()
    {
        var refusal = Assert.Throws<CommandLineRefusedException>(() => CommandLineGuard.Require(
            Contract,
            ["Upp", "--env", "prd", "--nosuch", "1"],
            new Dictionary<string, string> { ["NUKE_REPLICAS"] = "abc" },
            [ParametersFile.Parse(".nuke/parameters.json", """{ "Replica": 1 }""")]));

        Assert.Equal(ExitCode.NotRun, refusal.ExitCode);
        Assert.Equal(["Upp", "--env", "--nosuch", "--replicas", "Replica"], refusal.Problems.Select(it => it.Subject));
        Assert.Equal("Nothing was started: 5 things in the input are wrong.", refusal.Sentence);
        Assert.All(refusal.Problems, it => Assert.Contains(it.Sentence, refusal.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Makes_a_single_problem_the_first_line_of_the_error()
    {
        var refusal = Assert.Throws<CommandLineRefusedException>(() =>
            CommandLineGuard.Require(Contract, ["Upp"], NoEnvironment, []));

        Assert.Equal("Unknown target 'Upp' (command line); the nearest is Up.", refusal.Message.Split('\n')[0]);
    }

    [Fact]
    public void Tells_which_profiles_the_run_reads()
    {
        var environment = new Dictionary<string, string> { ["NUKE_PROFILE"] = "ci", ["PROFILE"] = "stray" };

        Assert.Equal(["a", "b"], CommandLineGuard.ProfilesNamed(Contract, ["Up", "--profile", "a", "b"], environment));
        Assert.Equal(["ci"], CommandLineGuard.ProfilesNamed(Contract, ["Up"], environment));
        Assert.Empty(CommandLineGuard.ProfilesNamed(Contract, ["Up"], NoEnvironment));
    }
}
