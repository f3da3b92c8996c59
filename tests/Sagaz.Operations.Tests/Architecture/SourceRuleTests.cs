using System.Text.RegularExpressions;

namespace Sagaz.Operations.Tests.Architecture;

public sealed partial class SourceRuleTests
{
    private const int LongestFile = 300;

    [Theory]
    [InlineData("try { } catch { }", true)]
    [InlineData("catch (IOException) {\n}", true)]
    [InlineData("catch (Exception error) when (error is IOException or (X and Y)) { }", true)]
    [InlineData("catch (X) when (f is { A: 1 }) { }", true)]
    [InlineData("catch (IOException) { // gone already\n }", true)]
    [InlineData("catch (IOException) { return null; }", false)]
    [InlineData("new Catch { }", false)]
    [InlineData("Thread.Sleep(5)", true)]
    [InlineData("throw new NotImplementedException()", true)]
    [InlineData("await Task.Delay(5)", false)]
    [InlineData("// Thread.Sleep would be wrong here", false)]
    public void Knows_what_is_not_allowed(string code, bool isRefused)
    {
        Assert.Equal(isRefused, Refused().IsMatch(WithoutComments(code)));
    }

    [Fact]
    public void No_file_sleeps_is_half_done_or_swallows_an_exception()
    {
        Assert.Empty(SourceFiles.Below("build")
            .SelectMany(file => Refused().Matches(WithoutComments(file.Text)).Select(found => $"{file.Name}: {found.Value}")));
    }

    [Fact]
    public void No_file_is_too_long_to_be_seen_whole()
    {
        var lengths = SourceFiles.Below("build").Select(file => (file.Name, Lines: file.Text.Count(letter => letter == '\n'))).ToList();

        Assert.True(lengths.Count > 100, "The files of build were not found.");
        Assert.DoesNotContain(lengths, file => file.Lines > LongestFile);
    }

    private static string WithoutComments(string code) => Comment().Replace(code, "");

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    // A catch with its type and its condition, both with balanced parentheses, and nothing in its block.
    [GeneratedRegex(
        """
        \bThread\.Sleep\b | \bNotImplementedException\b
        | \bcatch\s* (?:\( (?>[^()]+|\((?<open>)|\)(?<-open>))* (?(open)(?!)) \)\s*)?
                     (?:when\s*\( (?>[^()]+|\((?<open>)|\)(?<-open>))* (?(open)(?!)) \)\s*)? \{\s*\}
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Refused();
}
