using Sagaz.Core.Errors;
using Sagaz.Operations.Faults;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Faults;

public sealed class FaultInjectorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ScriptedFault fault = new();

    [Fact]
    public async Task The_record_is_written_before_the_break_and_removed_after_the_heal()
    {
        fault.OnBreak = () => Assert.Single(Journal.Read());
        fault.OnHeal = () => Assert.Single(Journal.Read());

        var record = await Injector.BreakAsync("scripted", "postgres-0", CancellationToken.None);
        await Injector.HealAsync(record, CancellationToken.None);

        Assert.Equal(["guard", "break postgres-0", "heal postgres-0"], fault.Calls);
        Assert.Empty(Journal.Read());
    }

    [Fact]
    public async Task A_break_that_failed_halfway_is_healed_by_the_next_run()
    {
        fault.OnBreak = () => throw new OperationFailedException("Half broken.");
        await Assert.ThrowsAsync<OperationFailedException>(() => Injector.BreakAsync("scripted", "postgres-0", CancellationToken.None));

        var healed = await Injector.HealAllAsync(CancellationToken.None);

        Assert.Equal(["scripted of postgres-0"], healed.Select(record => record.ToString()));
        Assert.Empty(Journal.Read());
    }

    [Fact]
    public async Task A_heal_that_failed_stays_on_record()
    {
        await Injector.BreakAsync("scripted", "postgres-0", CancellationToken.None);
        fault.OnHeal = () => throw new OperationFailedException("Not now.");

        await Assert.ThrowsAsync<OperationFailedException>(() => Injector.HealAllAsync(CancellationToken.None));

        Assert.Single(Journal.Read());
    }

    [Fact]
    public async Task One_fault_that_resists_keeps_no_other_from_being_healed()
    {
        await Injector.BreakAsync("scripted", "postgres-0", CancellationToken.None);
        await Injector.BreakAsync("scripted", "postgres-1", CancellationToken.None);
        fault.OnHeal = () =>
        {
            if (fault.Calls[^1] == "heal postgres-0")
                throw new OperationFailedException("Not now.");
        };

        var (healed, failures) = await Injector.TryHealAllAsync(CancellationToken.None);

        Assert.Equal("postgres-1", Assert.Single(healed).Target);
        Assert.Equal("Not now.", Assert.IsType<OperationFailedException>(Assert.Single(failures)).Sentence);
        Assert.Equal("postgres-0", Assert.Single(Journal.Read()).Target);
    }

    [Fact]
    public async Task Nobody_heals_while_somebody_else_does()
    {
        await Injector.BreakAsync("scripted", "postgres-0", CancellationToken.None);
        Task healing;
        using (await Journal.HoldAsync(new ListLog(), CancellationToken.None))
        {
            healing = Injector.HealAllAsync(CancellationToken.None);
            Assert.DoesNotContain("heal postgres-0", fault.Calls);
        }

        await healing;

        Assert.Contains("heal postgres-0", fault.Calls);
    }

    [Fact]
    public async Task An_unknown_fault_is_refused_and_leaves_no_record()
    {
        await Assert.ThrowsAsync<PreconditionException>(() => Injector.BreakAsync("unheard-of", "postgres-0", CancellationToken.None));

        Assert.Empty(Journal.Read());
    }

    [Fact]
    public void A_record_that_cannot_be_read_is_told_with_its_file()
    {
        File.WriteAllText(folder.Of("kill.x.json"), "{");

        Assert.Contains("kill.x.json", Assert.Throws<OperationFailedException>(() => Journal.Read()).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Both anew each time, as another process would open them.</summary>
    private FaultJournal Journal => new(folder.Path);

    private FaultInjector Injector => new(new FaultOffer([fault], new Dictionary<string, string>()), Journal, Guard, new ListLog());

    private Task Guard(CancellationToken cancellationToken)
    {
        fault.Calls.Add("guard");
        return Task.CompletedTask;
    }

    private sealed class ScriptedFault : IFault
    {
        public List<string> Calls { get; } = [];

        public Action OnBreak { get; set; } = () => { };

        public Action OnHeal { get; set; } = () => { };

        public FaultVerb Verb { get; } = new("scripted", "does what a test says", FaultSubject.Member);

        public Task BreakAsync(string target, CancellationToken cancellationToken)
        {
            Calls.Add("break " + target);
            OnBreak();
            return Task.CompletedTask;
        }

        public Task HealAsync(string target, CancellationToken cancellationToken)
        {
            Calls.Add("heal " + target);
            OnHeal();
            return Task.CompletedTask;
        }
    }
}
