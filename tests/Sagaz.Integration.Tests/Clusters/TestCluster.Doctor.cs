using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Clusters;

internal sealed partial class TestCluster
{
    /// <summary>Waits until Doctor sees checks in their conditions; statistics and ages need a moment to show.</summary>
    /// <returns>The lines of these checks.</returns>
    public Task<IReadOnlyList<string>> SeesAsync(params (string Check, string Condition)[] expected) => SeesAsync([], expected);

    public Task<IReadOnlyList<string>> SeesAsync(string check, string condition) => SeesAsync((check, condition));

    /// <summary>The same for a Doctor that is given more arguments.</summary>
    public async Task<IReadOnlyList<string>> SeesAsync(IReadOnlyList<string> arguments, params (string Check, string Condition)[] expected)
    {
        IReadOnlyList<string> seen = [];
        await Eventually.HoldsAsync(string.Join(", ", expected.Select(one => $"{one.Check} is {one.Condition}")), Deadlines.Measured, async () =>
        {
            var doctor = await RunAsync(["Doctor", .. arguments]);
            seen = [.. expected.Select(one => doctor.Lines.SingleOrDefault(line => line.StartsWith(one.Check + " ", StringComparison.Ordinal)) ?? "")];
            if (seen.Contains(""))
                return string.Join('\n', doctor.Lines);
            var others = seen.Zip(expected).Where(pair => pair.First.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1] != pair.Second.Condition).Select(pair => pair.First).ToList();
            return others.Count > 0 ? string.Join('\n', others) : null;
        });
        return seen;
    }
}
