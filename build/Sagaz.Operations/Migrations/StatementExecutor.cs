using System.Data;
using DbUp.Engine;
using DbUp.Engine.Output;
using DbUp.Engine.Transactions;
using DbUp.Postgresql;
using Sagaz.Core.Migrations;

namespace Sagaz.Operations.Migrations;

/// <summary>Runs the statements one by one, knows which one is running, and can be cancelled inside it.</summary>
internal sealed class StatementExecutor(
    IConnectionManager connections,
    IUpgradeLog log,
    IJournal journal,
    IReadOnlyList<SqlStatement> statements,
    CancellationToken ct)
    : PostgresqlScriptExecutor(() => connections, () => log, null, () => false, [], () => journal)
{
    /// <summary>The statement that runs or ran last; null before the first and while the journal is written.</summary>
    public SqlStatement? Current { get; private set; }

    protected override void ExecuteCommandsWithinExceptionHandler(int index, SqlScript script, Action executeCommand)
    {
        Current = statements[index];
        executeCommand();
        if (index == statements.Count - 1)
            Current = null;
    }

    protected override void ExecuteNonQuery(IDbCommand command)
    {
        ct.ThrowIfCancellationRequested();
        using var cancellation = ct.Register(command.Cancel);
        command.ExecuteNonQuery();
    }
}
