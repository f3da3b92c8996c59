using System.Text.Json;
using Sagaz.Core.CommandLine;
using static Sagaz.Core.Tests.CommandLine.ExampleContract;

namespace Sagaz.Core.Tests.CommandLine;

public sealed class ParametersFileInspectionTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "$schema": "./build.schema.json", "Solution": "Sagaz.slnx" }""")]
    [InlineData("""{ "Env": "dev", "port-offset": 100, "json": true, "Tags": ["a", "b"], "Rate": 1.5, "Ports": [1, 2] }""")]
    public void Accepts_what_fits(string json)
    {
        Assert.Empty(InspectFile(json));
    }

    [Theory]
    [InlineData("""{ "Replcas": 1 }""", "Unknown key 'Replcas' (.nuke/parameters.json); the nearest is Replicas.")]
    [InlineData("""{ "Replicas": "abc" }""", "--replicas is 'abc' (.nuke/parameters.json); allowed: a whole number from 0 to 8.")]
    [InlineData("""{ "Replicas": -1 }""", "--replicas is '-1' (.nuke/parameters.json); allowed: a whole number from 0 to 8.")]
    [InlineData("""{ "Replicas": 1.5 }""", "--replicas is '1.5' (.nuke/parameters.json); allowed: a whole number from 0 to 8.")]
    [InlineData("""{ "Replicas": null }""", "--replicas is null (.nuke/parameters.json); allowed: a whole number from 0 to 8.")]
    [InlineData("""{ "Replicas": {} }""", "--replicas is an object (.nuke/parameters.json); allowed: a whole number from 0 to 8.")]
    [InlineData("""{ "Replicas": [1, 2] }""", "--replicas takes one value and has 2: '1', '2' (.nuke/parameters.json); allowed: a whole number from 0 to 8.")]
    [InlineData("""{ "Tags": [[1]] }""", "--tags is a list of more than plain values (.nuke/parameters.json); allowed: any text.")]
    [InlineData("""{ "Command": "-x" }""", "--command is '-x', and NUKE takes what begins with a dash for a parameter's name (.nuke/parameters.json); allowed: any text; set NUKE_COMMAND instead.")]
    [InlineData("""{ "Env": "dev", "env": "prod" }""", "--env is given 2 times (.nuke/parameters.json); NUKE would take the last one: give it once.")]
    [InlineData("""{ "Password": "hunter2" }""", "--password is secret (.nuke/parameters.json); no file that is checked in may hold it.")]
    public void Refuses_what_nuke_would_ignore_or_misread(string json, string sentence)
    {
        Assert.Equal([sentence], InspectFile(json).Select(problem => problem.Sentence));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    public void Is_no_parameters_file_when_it_holds_no_object(string json)
    {
        Assert.ThrowsAny<JsonException>(() => ParametersFile.Parse("parameters.json", json));
    }
}
