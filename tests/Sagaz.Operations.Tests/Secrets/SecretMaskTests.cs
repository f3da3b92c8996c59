using System.Net;
using System.Text.Json;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Tests.Secrets;

public sealed class SecretMaskTests
{
    private readonly SecretMask mask = new();

    [Fact]
    public void Masks_every_occurrence_of_every_secret()
    {
        mask.Add("hunter2", "correct horse");

        Assert.Equal("a *** b *** c ***", mask.Apply("a hunter2 b correct horse c hunter2"));
    }

    [Fact]
    public void Leaves_other_text_as_the_very_same_string()
    {
        mask.Add("hunter2");
        var text = "nothing to hide, Hunter2";

        Assert.Same(text, mask.Apply(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    public void Does_not_mask_what_is_shorter_than_four_characters(string? secret)
    {
        mask.Add(secret);

        Assert.Equal("abc abcd", mask.Apply("abc abcd"));
    }

    [Fact]
    public void Masks_the_longer_secret_first()
    {
        mask.Add("pass", "password", "word");

        Assert.Equal("*** *** ***", mask.Apply("password pass word"));
    }

    [Fact]
    public void Masks_secrets_that_overlap_as_one()
    {
        mask.Add("abcdef", "defghi", "hijkl");

        Assert.Equal("x***y", mask.Apply("xabcdefghijkly"));
    }

    [Theory]
    [InlineData("p@ss/w:rd?")]
    [InlineData("a b+c&d=e%f")]
    [InlineData("quote\"back\\slash<tag>")]
    [InlineData("é+ü\u20ac")]
    public void Masks_a_secret_in_a_url_and_in_json(string secret)
    {
        mask.Add(secret);

        Assert.Equal("postgres://u:***@h", mask.Apply($"postgres://u:{Uri.EscapeDataString(secret)}@h"));
        Assert.Equal("?p=***&", mask.Apply($"?p={WebUtility.UrlEncode(secret)}&"));
        Assert.Equal("{\"p\":\"***\"}", mask.Apply(JsonSerializer.Serialize(new { p = secret })));
    }

    [Fact]
    public void Masks_each_line_of_a_secret_that_has_several()
    {
        mask.Add("-----BEGIN-----\r\nMIIBVgIBADANBg\nxy\n-----END-----\n");

        Assert.Equal("***\n  ***\nxy\n***", mask.Apply("-----BEGIN-----\n  MIIBVgIBADANBg\nxy\n-----END-----"));
    }

    [Fact]
    public async Task Masks_while_other_threads_add()
    {
        mask.Add("first-secret");
        var adding = Task.Run(() => Enumerable.Range(0, 300).ToList().ForEach(i => mask.Add($"secret-{i:0000}")));

        while (!adding.IsCompleted)
            Assert.Equal("a ***", mask.Apply("a first-secret"));

        await adding;
        Assert.Equal("*** ***", mask.Apply("secret-0000 secret-0299"));
    }
}
